-- The keys of one instance, in a database of their own with short-lived backups: destroying a key is forgetting.
CREATE TABLE IF NOT EXISTS section_key (
    key_id uuid PRIMARY KEY, kind text NOT NULL, subject text NOT NULL, section text NOT NULL, epoch int NOT NULL,
    wrapped bytea, made_at timestamptz NOT NULL DEFAULT now(), destroyed_at timestamptz,
    UNIQUE (kind, subject, section, epoch),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX IF NOT EXISTS section_key_destroyed ON section_key (destroyed_at) WHERE destroyed_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, MAINTAIN ON section_key TO {role};
GRANT USAGE ON SCHEMA public TO {role};
