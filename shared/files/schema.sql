-- Files that go with deeds, sealed in chunks under the key of their subject's section. The event that names a file's digest
-- is what links it; `named` only remembers that this was seen. `kind` is unknown until all chunks have come.
CREATE TABLE IF NOT EXISTS attachment (
    subject uuid, digest text, kind text, size bigint, chunks int NOT NULL CHECK (chunks > 0),
    named boolean NOT NULL DEFAULT false, laid_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, digest), CHECK ((kind IS NULL) = (size IS NULL))
);
CREATE INDEX IF NOT EXISTS attachment_unnamed ON attachment (laid_at) WHERE NOT named;
CREATE TABLE IF NOT EXISTS attachment_chunk (
    subject uuid, digest text, number int, key uuid NOT NULL, nonce bytea NOT NULL, cipher bytea NOT NULL,
    PRIMARY KEY (subject, digest, number),
    FOREIGN KEY (subject, digest) REFERENCES attachment ON DELETE CASCADE
);
ALTER TABLE attachment_chunk ALTER COLUMN cipher SET STORAGE EXTERNAL;  -- nothing sealed can be compressed
-- What is on its way: to whom a file has yet to be sent, and from whom one was told of that has not come.
CREATE TABLE IF NOT EXISTS attachment_due (
    inbox text, subject uuid, digest text, since timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (inbox, subject, digest)
);
CREATE TABLE IF NOT EXISTS attachment_awaited (
    sender text, subject uuid, digest text, asked int NOT NULL DEFAULT 0, ask_at timestamptz NOT NULL,
    since timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (sender, subject, digest)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON attachment, attachment_chunk, attachment_due, attachment_awaited TO {role};
GRANT USAGE ON SCHEMA public TO {role};
