-- The log of one instance: tiles of its tree, the checkpoints it signed, who co-signed them; and, where its agency's witness
-- stands, what that saw of the logs of others. {role} is the instance's own role.
CREATE TABLE IF NOT EXISTS log_tile (
    level smallint, n bigint, hashes bytea NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
    PRIMARY KEY (level, n)
);
CREATE TABLE IF NOT EXISTS log_checkpoint (
    size bigint PRIMARY KEY CHECK (size > 0), old bigint NOT NULL CHECK (old < size), note text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS log_cosignature (
    size bigint, witness text, line text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (size, witness)
);
CREATE TABLE IF NOT EXISTS witnessed (
    origin text, size bigint, note text NOT NULL, line text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (origin, size)
);
CREATE TABLE IF NOT EXISTS log_contradiction (
    digest bytea PRIMARY KEY, origin text NOT NULL, lie text NOT NULL, evidence text NOT NULL, at timestamptz NOT NULL DEFAULT now()
);
DO $$ DECLARE name text; BEGIN
    FOREACH name IN ARRAY ARRAY['log_checkpoint', 'log_cosignature', 'witnessed', 'log_contradiction'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO {role}', name);
    END LOOP;
END $$;
-- The last tile of each level grows.
GRANT SELECT, INSERT, UPDATE ON log_tile TO {role};
