-- Sessions of the pages: who is logged in, logins under way, and forms kept for a person whose session ended.
-- Everything readable stands inside `blob`, AES-256-GCM under the instance's session key; `name_hash` is a keyed hash.
CREATE TABLE IF NOT EXISTS web_session (
    name_hash bytea PRIMARY KEY,
    blob bytea NOT NULL,
    seen_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS web_session_seen_at ON web_session (seen_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON web_session TO {role};
