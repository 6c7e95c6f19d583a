package dev.pgexport.postgressink;

import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;

/** Databases to load into another. */
final class Samples {
    private Samples() {}

    /** Fill a database with all that is hard to load, and all that is hard to take back. */
    static void load(TestDatabase database) {
        SampleDatabase.load(database);
        database.execute(
                "CREATE TABLE teams (id integer PRIMARY KEY, captain integer NOT NULL)",
                "CREATE TABLE members (id integer PRIMARY KEY, team integer NOT NULL REFERENCES teams, name text UNIQUE)",
                "INSERT INTO teams SELECT n, n * 10 FROM generate_series(1, 100) n",
                "INSERT INTO members SELECT n, 1 + (n - 1) / 10, 'member ' || n FROM generate_series(1, 1000) n",
                "ALTER TABLE teams ADD CONSTRAINT led FOREIGN KEY (captain) REFERENCES members DEFERRABLE",
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$",
                "CREATE TRIGGER refuse BEFORE INSERT ON members FOR EACH ROW EXECUTE FUNCTION refuse()",
                "CREATE MATERIALIZED VIEW second_view AS SELECT count(*) AS members FROM members",
                "CREATE VIEW between_them AS SELECT members + 1 AS more FROM second_view",
                "CREATE MATERIALIZED VIEW a_first_view AS SELECT more * 2 AS most FROM between_them",
                "COMMENT ON TABLE teams IS 'with ''quotes'' and\n a line feed'",
                // What is in no schema, or changes one that is in every database.
                "CREATE PUBLICATION \"all of it\" FOR ALL TABLES",
                "CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$",
                "CREATE EVENT TRIGGER \"on end\" ON ddl_command_end EXECUTE FUNCTION seen()",
                "CREATE EVENT TRIGGER \"on drop\" ON sql_drop EXECUTE FUNCTION seen()",
                "CREATE FOREIGN DATA WRAPPER \"a wrapper\"",
                "CREATE SERVER \"a server\" FOREIGN DATA WRAPPER \"a wrapper\"",
                "CREATE USER MAPPING FOR CURRENT_USER SERVER \"a server\" OPTIONS (secret 'x')",
                "CREATE FOREIGN TABLE far (id integer) SERVER \"a server\"",
                "CREATE TYPE \"odd type\" AS (a integer, b text)",
                "CREATE FUNCTION to_odd(integer) RETURNS \"odd type\" LANGUAGE sql AS $$ SELECT $1, 'x' $$",
                "CREATE CAST (integer AS \"odd type\") WITH FUNCTION to_odd(integer)",
                "CREATE AGGREGATE \"counts\" (*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0')",
                "CREATE FUNCTION same(integer, integer) RETURNS boolean LANGUAGE sql AS $$ SELECT $1 = $2 $$",
                "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = same)",
                "CREATE OPERATOR FAMILY \"a family\" USING btree",
                "CREATE OPERATOR CLASS \"a class\" FOR TYPE integer USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(integer,"
                        + " integer)",
                "CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple)",
                "CREATE TEXT SEARCH CONFIGURATION searching (COPY = simple)",
                "CREATE COLLATION \"as C\" FROM \"C\"",
                "CREATE CONVERSION odd FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
                "CREATE STATISTICS related ON id, team FROM members",
                "CREATE ACCESS METHOD heap_again TYPE TABLE HANDLER heap_tableam_handler",
                "COMMENT ON SCHEMA public IS 'changed'",
                "GRANT CREATE ON SCHEMA public TO PUBLIC",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
                "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO PUBLIC",
                // Changes rows whenever something is defined, or refreshed, or dropped.
                "CREATE TABLE audit (tag text)",
                "CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.audit"
                        + " VALUES (tg_tag); END $$",
                "CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION note()",
                "CREATE EVENT TRIGGER noted_drop ON sql_drop EXECUTE FUNCTION note()",
                "CREATE TABLE audited (id integer)",
                "ANALYZE");
    }
}
