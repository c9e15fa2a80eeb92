-- Sessions of the pages: who is logged in, and logins under way.
-- Everything readable stands inside `blob`, AES-256-GCM under the instance's session key; `name_hash` is a keyed hash.
CREATE TABLE IF NOT EXISTS web_session (
    name_hash bytea PRIMARY KEY,
    blob bytea NOT NULL,
    seen_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS web_session_seen_at ON web_session (seen_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON web_session TO {role};
-- Drafts: what an officer typed into a form and has not sent yet. `officer_hash` is a keyed hash too: it finds the drafts of
-- one officer. A row is gone when its form was sent, and at the latest when it is too old.
CREATE TABLE IF NOT EXISTS web_draft (
    name_hash bytea PRIMARY KEY,
    officer_hash bytea NOT NULL,
    blob bytea NOT NULL,
    saved_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS web_draft_officer ON web_draft (officer_hash);
CREATE INDEX IF NOT EXISTS web_draft_saved_at ON web_draft (saved_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON web_draft TO {role};
