package dev.pgexport.restore;

import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;

/** Databases that are exported. */
final class Samples {
    private Samples() {}

    /** Fill a database with everything that is hard to bring back: what is hard to export, and what refers to itself. */
    static void load(TestDatabase database) {
        SampleDatabase.load(database);
        database.execute(
                "CREATE TABLE teams (id integer PRIMARY KEY, captain integer NOT NULL)",
                "CREATE TABLE members (id integer PRIMARY KEY, team integer NOT NULL REFERENCES teams, name text UNIQUE,"
                        + " CHECK (name <> ''))",
                "INSERT INTO teams SELECT n, n * 10 FROM generate_series(1, 100) n",
                "INSERT INTO members SELECT n, 1 + (n - 1) / 10, 'member ' || n FROM generate_series(1, 1000) n",
                "ALTER TABLE teams ADD CONSTRAINT led FOREIGN KEY (captain) REFERENCES members DEFERRABLE",
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$",
                "CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON members FOR EACH ROW EXECUTE FUNCTION refuse()",
                "CREATE INDEX events_by_day ON events (at)",
                "CREATE UNIQUE INDEX upper_names ON members (upper(name)) WHERE id > 5",
                "CREATE MATERIALIZED VIEW second_view AS SELECT count(*) AS members FROM members",
                "CREATE VIEW between_them AS SELECT members + 1 AS more FROM second_view",
                "CREATE MATERIALIZED VIEW a_first_view AS SELECT more * 2 AS most FROM between_them",
                "CREATE UNIQUE INDEX ON a_first_view (most)",
                "COMMENT ON TABLE teams IS 'with ''quotes'' and\n a line feed'");
    }
}
