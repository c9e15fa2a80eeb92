-- What reporting heard, and what it made of it. {role} is the instance's own role; run after the ledger's tables.
-- The journals exactly as heard: can be dropped and heard again. INSERT and SELECT only.
CREATE TABLE IF NOT EXISTS journal_entry (
    source    text        NOT NULL,
    position  bigint      NOT NULL CHECK (position > 0),
    stream    uuid        NOT NULL,
    version   bigint      NOT NULL,
    name      text        NOT NULL,
    subject   uuid        NOT NULL,
    at        timestamptz NOT NULL,
    leaf      bytea, -- of what was heard by a program that kept none, it is made when it is asked for
    body      bytea       NOT NULL,
    heard_at  timestamptz NOT NULL DEFAULT now(),
    heard     bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (source, position)
);
ALTER TABLE journal_entry DROP COLUMN IF EXISTS body_hash, DROP COLUMN IF EXISTS because, ADD COLUMN IF NOT EXISTS leaf bytea;
ALTER TABLE journal_entry ADD COLUMN IF NOT EXISTS heard bigint GENERATED ALWAYS AS IDENTITY;
-- What lies in the order of time anyway is found by ranges of pages: such an index costs hearing nothing.
DROP INDEX IF EXISTS journal_entry_at;
CREATE INDEX IF NOT EXISTS journal_entry_when ON journal_entry USING brin (at);
CREATE INDEX IF NOT EXISTS journal_entry_heard ON journal_entry USING brin (heard);
CREATE INDEX IF NOT EXISTS journal_entry_subject ON journal_entry (subject);
-- The same place told with another content: the teller's history was changed. Kept for the inspector.
CREATE TABLE IF NOT EXISTS contradiction (
    source text, position bigint, body_hash text, body bytea NOT NULL, heard_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, position, body_hash)
);
GRANT SELECT, INSERT ON journal_entry, contradiction TO {role};
-- The journals as trees, and what other agencies have seen of each: signatures of the log and of witnesses under what a checkpoint
-- says; `fits` once it was held against the tree. What one that fits makes needless is taken away: Kafka keeps all.
CREATE TABLE IF NOT EXISTS journal_tile (
    source text, level smallint, n bigint, hashes bytea NOT NULL, PRIMARY KEY (source, level, n)
);
CREATE TABLE IF NOT EXISTS journal_tree (source text PRIMARY KEY, size bigint NOT NULL);
CREATE TABLE IF NOT EXISTS seal (
    source text, size bigint, said text, fits boolean, heard_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (source, size, said)
);
CREATE TABLE IF NOT EXISTS seal_signature (
    source text, size bigint, said text, signer text, line text NOT NULL, PRIMARY KEY (source, size, said, signer)
);
CREATE TABLE IF NOT EXISTS seal_lie (
    digest bytea PRIMARY KEY, source text NOT NULL, lie text NOT NULL, heard_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON journal_tile, journal_tree, seal, seal_signature, seal_lie TO {role};
-- How complete each source is: everything up to `contiguous` is here, `highest` is the last position seen.
CREATE TABLE IF NOT EXISTS journal_source (
    source text PRIMARY KEY, contiguous bigint NOT NULL, highest bigint NOT NULL,
    newest_at timestamptz NOT NULL, heard_at timestamptz NOT NULL
);
-- Entries whose fact lacks something the views need: kept, counted on every page with figures, folded without.
CREATE TABLE IF NOT EXISTS unfit (
    source text, position bigint, error text NOT NULL, PRIMARY KEY (source, position)
);
-- Whom something new was heard about: to be folded again, by whoever takes their partition.
CREATE TABLE IF NOT EXISTS touched (part smallint NOT NULL, subject uuid NOT NULL);
CREATE INDEX IF NOT EXISTS touched_part ON touched (part, subject);
GRANT SELECT, INSERT, UPDATE, DELETE ON journal_source, unfit, touched TO {role};
-- Each case as inspectors watch it, and every look of a person: folded from the journals, as the views are.
CREATE TABLE IF NOT EXISTS watched_case (
    id uuid PRIMARY KEY, doc jsonb NOT NULL, marked boolean NOT NULL, next_due date, quiet_since date
);
CREATE TABLE IF NOT EXISTS look (
    source text, position bigint, actor text NOT NULL, agency text NOT NULL, unit text, role text, what uuid NOT NULL,
    at timestamptz NOT NULL, day date NOT NULL, hour smallint NOT NULL, PRIMARY KEY (source, position)
);
CREATE INDEX IF NOT EXISTS look_day ON look (actor, day, hour);
GRANT SELECT, INSERT, UPDATE, DELETE ON watched_case, look TO {role};
-- What is counted, on two clocks (services/reporting/projections/counting): what is so still, known so still; and all that was so, or was known
-- otherwise. `anchor` is the first of the cases said to be one person's.
CREATE TABLE IF NOT EXISTS counted (
    question text NOT NULL, anchor uuid NOT NULL, thing text NOT NULL, stands text[] NOT NULL, amount bigint NOT NULL,
    known_from date NOT NULL, true_from date NOT NULL
);
CREATE TABLE IF NOT EXISTS counted_before (
    question text NOT NULL, anchor uuid NOT NULL, thing text NOT NULL, stands text[] NOT NULL, amount bigint NOT NULL,
    known_days daterange NOT NULL, true_days daterange NOT NULL
);
CREATE TABLE IF NOT EXISTS counted_question (name text PRIMARY KEY, since timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS counted_anchor ON counted (anchor);
CREATE INDEX IF NOT EXISTS counted_before_anchor ON counted_before (anchor);
CREATE INDEX IF NOT EXISTS counted_before_days ON counted_before USING gist (known_days, true_days);
GRANT SELECT, INSERT, UPDATE, DELETE ON counted, counted_before, counted_question TO {role};
-- Where the rows of a question stand: under its own name, until it was counted anew beside.
ALTER TABLE counted_question ADD COLUMN IF NOT EXISTS slot text;
-- Questions that are counted beside those that are asked (projections/building.py): under the name of a slot, up to a subject and to what
-- was heard by `mark`. `at_once`: put in place as soon as it is whole. `counted_left`: slots nobody asks any more, to be emptied.
CREATE TABLE IF NOT EXISTS counted_left (slot text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS counted_build (
    slot text PRIMARY KEY, question text NOT NULL, state text NOT NULL, subjects bigint NOT NULL, done bigint NOT NULL DEFAULT 0,
    reached uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000', mark bigint NOT NULL, at_once boolean NOT NULL,
    why text, begun_at timestamptz NOT NULL DEFAULT now(), moved_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX IF NOT EXISTS counted_build_one ON counted_build (question);
GRANT SELECT, INSERT, UPDATE, DELETE ON counted_build, counted_left TO {role};
-- The few entries that say whose cases are one person's.
CREATE INDEX IF NOT EXISTS journal_entry_linked ON journal_entry (subject)
    WHERE name IN ('intake.person.CasesLinked', 'intake.person.CasesUnlinked');
