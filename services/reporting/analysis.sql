-- What analysts ask with SQL of their own: open fields, a line for each person under a pseudonym, within the units of the login
-- (docs/how-to/analyse-with-sql.md). {role} is the instance's own role: it fills these tables (app/analysis.py), columns are those of
-- exports/columns.yaml. Who may log in, and whose people they see, comes from the profile (deploy/analysts.py).
CREATE SCHEMA IF NOT EXISTS analysis;
CREATE TABLE IF NOT EXISTS analysis.person (
    person text PRIMARY KEY, sex text, age_group text, ethnicity text, unit text, status text, proof_type text, reported_on date,
    received_on date, closed_on date, closing_reason text, consent text, route text, country text, cross_border boolean,
    purpose text, purposes text[], acts text[], means text[], age_at_act text, relationship_to_trafficker text,
    method_of_recruitment text[], recruitment_websites_and_apps text[], methods_of_control text[], type_of_exploitation text[],
    type_of_sex_exploitation text[], forced_labour_industry text, exploitation_websites_and_apps text[]
);
CREATE TABLE IF NOT EXISTS analysis.regime (person text, unit text, regime text, times integer, PRIMARY KEY (person, regime));
CREATE TABLE IF NOT EXISTS analysis.service (person text, unit text, service text, times integer, PRIMARY KEY (person, service));
CREATE TABLE IF NOT EXISTS analysis.journey (
    person text, unit text, leg integer, type text, country text, year integer, month integer, PRIMARY KEY (person, leg)
);
-- What each column and code means; and up to which entry of which journal all of this is made.
CREATE TABLE IF NOT EXISTS analysis.dictionary (
    "table" text, "column" text, vi text, en text, type text, code text, code_vi text, code_en text, htcds text, fact text,
    PRIMARY KEY ("table", "column", code)
);
CREATE TABLE IF NOT EXISTS analysis.known (source text PRIMARY KEY, position bigint NOT NULL, made_at timestamptz NOT NULL);
-- Whose people a login sees; `*`: everybody's. Nobody but the owner writes it, and no analyst reads it.
CREATE TABLE IF NOT EXISTS analysis.scope (role text, unit text, PRIMARY KEY (role, unit));
-- By who logged in (session_user), which nobody can set: a setting of the session an analyst could change.
CREATE OR REPLACE FUNCTION analysis.may_see(unit text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog AS
$$ SELECT EXISTS (SELECT FROM analysis.scope s WHERE s.role = session_user AND s.unit IN ('*', may_see.unit)) $$;
DO $$ DECLARE name text; BEGIN
    FOREACH name IN ARRAY ARRAY['person', 'regime', 'service', 'journey'] LOOP
        EXECUTE format('ALTER TABLE analysis.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('DROP POLICY IF EXISTS within_units ON analysis.%I', name);
        EXECUTE format('CREATE POLICY within_units ON analysis.%I FOR SELECT USING (analysis.may_see(unit))', name);
        EXECUTE format('DROP POLICY IF EXISTS filled_by_us ON analysis.%I', name);
        EXECUTE format('CREATE POLICY filled_by_us ON analysis.%I TO {role} USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;
GRANT USAGE ON SCHEMA analysis TO {role};
GRANT SELECT, INSERT, DELETE ON analysis.person, analysis.regime, analysis.service, analysis.journey, analysis.dictionary,
    analysis.known TO {role};
GRANT SELECT ON analysis.scope TO {role};
-- What anybody may call in PostgreSQL, and an analyst not: our locks would stop who hears and writes, a large object is something
-- written.
DO $$ DECLARE f regprocedure; BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RETURN; END IF;  -- a server that others manage
    FOR f IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
             AND (proname LIKE '%advisory%' OR proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite', 'pg_notify')) LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {role}', f);
    END LOOP;
END $$;
