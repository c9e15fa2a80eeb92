-- By which tokens a case is found: made from its sealed values, no text of which stands here. {role} is the instance's own
-- role. Working memory, not history: thrown away it is made again from the ledger.
CREATE TABLE IF NOT EXISTS search_token (
    token   bytea NOT NULL,
    case_id uuid  NOT NULL,
    kind    text  NOT NULL,
    section text  NOT NULL, -- under which the value is sealed; empty: it stands in the open
    key_id  uuid  NOT NULL, -- with which the value opens: destroyed, the token goes too
    PRIMARY KEY (token, case_id, section, key_id)
) WITH (autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX IF NOT EXISTS search_token_key ON search_token (key_id);
GRANT SELECT, INSERT, DELETE ON search_token TO {role};
-- At the matcher: what instances described about their cases, by token under the town's key for matching.
CREATE TABLE IF NOT EXISTS matching_token (
    token   bytea NOT NULL,
    case_id uuid  NOT NULL,
    source  text  NOT NULL,
    kind    text  NOT NULL,
    key_id  uuid  NOT NULL,
    PRIMARY KEY (token, case_id, source, key_id)
);
CREATE INDEX IF NOT EXISTS matching_token_case ON matching_token (case_id, source);
CREATE INDEX IF NOT EXISTS matching_token_key ON matching_token (key_id);
GRANT SELECT, INSERT, DELETE ON matching_token TO {role};
