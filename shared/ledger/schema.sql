-- A ledger's tables: readable by eventsourcing 9.5 (PostgresApplicationRecorder), written by shared.ledger.writer only.
-- {role} is the instance's own role. No sequence: the writer gives every entry its position (last + 1).
CREATE TABLE IF NOT EXISTS stored_events (
    originator_id      uuid   NOT NULL,
    originator_version bigint NOT NULL CHECK (originator_version > 0),
    topic              text   NOT NULL,
    state              bytea  NOT NULL,
    notification_id    bigint NOT NULL CHECK (notification_id > 0),
    PRIMARY KEY (originator_id, originator_version)
) WITH (autovacuum_analyze_threshold = 1000, autovacuum_analyze_scale_factor = 0.01);
CREATE UNIQUE INDEX IF NOT EXISTS stored_events_position ON stored_events (notification_id);

-- What was done under which command id, and what was heard, each with the positions it led to (none: first = last + 1).
CREATE TABLE IF NOT EXISTS commands (
    command_id uuid PRIMARY KEY, digest bytea NOT NULL, first bigint NOT NULL, last bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS heard (
    sender text, subject text, seq bigint, first bigint NOT NULL, last bigint NOT NULL,
    PRIMARY KEY (sender, subject, seq)
);
-- The numbers of what was told, and the receipts for it.
CREATE TABLE IF NOT EXISTS told (
    inbox text, subject text, seq bigint, position bigint NOT NULL,
    PRIMARY KEY (inbox, subject, seq)
);
CREATE INDEX IF NOT EXISTS told_position ON told (position);
CREATE TABLE IF NOT EXISTS receipts (
    inbox text, subject text, seq bigint, at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (inbox, subject, seq)
);

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% on % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
         USING ERRCODE = 'insufficient_privilege'; END $$;
DO $$ DECLARE name text; BEGIN
    FOREACH name IN ARRAY ARRAY['stored_events', 'commands', 'heard', 'told', 'receipts'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO {role}', name);
    END LOOP;
END $$;

-- What follows is working memory, not history: how far the relay and the views are, what waits, what was refused.
CREATE TABLE IF NOT EXISTS progress (name text PRIMARY KEY, position bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS resend (inbox text, subject text, seq bigint, PRIMARY KEY (inbox, subject));
CREATE TABLE IF NOT EXISTS waiting (
    sender text, subject text, seq bigint, why text NOT NULL, error text NOT NULL, record bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sender, subject, seq)
);
CREATE TABLE IF NOT EXISTS unreadable (
    topic text, part int, "offset" bigint, error text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    seen_by text, seen_at timestamptz,
    PRIMARY KEY (topic, part, "offset")
);
CREATE TABLE IF NOT EXISTS view_document (view text, key text, doc jsonb NOT NULL, PRIMARY KEY (view, key));
-- Documents are also looked up by what they say: without it, each such question reads the whole view.
CREATE INDEX IF NOT EXISTS view_document_says ON view_document USING gin (doc jsonb_path_ops);
-- Where a document stands in the lists of its view (shared/views, Standing).
ALTER TABLE view_document ADD COLUMN IF NOT EXISTS pile text, ADD COLUMN IF NOT EXISTS unit text,
    ADD COLUMN IF NOT EXISTS rank text COLLATE "C", ADD COLUMN IF NOT EXISTS due date;
CREATE INDEX IF NOT EXISTS view_document_pile ON view_document (view, pile, rank) WHERE pile IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON progress, resend, waiting, unreadable, view_document TO {role};
GRANT USAGE ON SCHEMA public TO {role};
