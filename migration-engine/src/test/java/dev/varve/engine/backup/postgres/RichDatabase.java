package dev.varve.engine.backup.postgres;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;

/** A database with one of nearly everything that an application may make. */
final class RichDatabase {

    private static final String[] ROLES = {
        "DO $$ BEGIN CREATE ROLE \"Rich owner\" LOGIN; CREATE ROLE rich_reader; EXCEPTION WHEN duplicate_object"
                + " OR unique_violation THEN NULL; END $$"
    };

    private static final String[] CONTENT = {
        "CREATE SCHEMA \"Odd schema\" AUTHORIZATION \"Rich owner\"",
        "CREATE EXTENSION pgcrypto",
        "CREATE EXTENSION citext WITH SCHEMA \"Odd schema\"",
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "ALTER TYPE mood ADD VALUE 'so''so' BEFORE 'ok'",
        "CREATE DOMAIN percentage AS integer DEFAULT 0 CHECK (VALUE BETWEEN 0 AND 100)",
        "CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
                + " mail \"Odd schema\".citext UNIQUE, feeling mood, done percentage, photo bytea,"
                + " upper_name text GENERATED ALWAYS AS (upper(name)) STORED)",
        "INSERT INTO person (name, mail, feeling, done, photo) SELECT 'person ' || i || E'\\n"
                + "\\t\"', i || '@Example.org', (ARRAY['sad', 'ok', 'so''so', NULL])[1 + i % 4]::mood, i % 101,"
                + " decode(md5(i::text), 'hex') FROM generate_series(1, 100000) i",
        "CREATE TABLE visit (at date NOT NULL, person bigint REFERENCES person DEFERRABLE INITIALLY DEFERRED,"
                + " note jsonb) PARTITION BY RANGE (at)",
        "CREATE TABLE visit_2025 PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "CREATE TABLE visit_other PARTITION OF visit DEFAULT",
        "INSERT INTO visit SELECT date '2024-12-01' + i, 1 + i, jsonb_build_object('n', i) FROM generate_series(0,"
                + " 499) i",
        "CREATE INDEX ON visit (person)",
        "CREATE TABLE \"Odd schema\".\"Odd \"\"table\"\"\" (\"select\" serial, price numeric(12, 2), span int4range,"
                + " EXCLUDE USING gist (span WITH &&))",
        "INSERT INTO \"Odd schema\".\"Odd \"\"table\"\"\" (price, span) VALUES (1.10, '[1,5)'), ('NaN', '[5,9)')",
        "ALTER TABLE \"Odd schema\".\"Odd \"\"table\"\"\" OWNER TO \"Rich owner\"",
        "GRANT SELECT ON person TO rich_reader",
        "CREATE SEQUENCE counter START 10 INCREMENT -3 MINVALUE -1000 MAXVALUE 100",
        "SELECT nextval('counter'), nextval('counter')",
        "CREATE SEQUENCE untouched",
        "CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.done := 42; RETURN NEW; END $f$",
        "CREATE TRIGGER touch BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION touched()",
        "CREATE VIEW happy AS SELECT name FROM person WHERE feeling = 'ok'",
        "CREATE MATERIALIZED VIEW moods AS SELECT feeling, count(*) FROM person GROUP BY feeling",
        "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON person FOR SELECT TO rich_reader USING (name = current_user)",
        "COMMENT ON TABLE person IS 'people; it''s a \"comment\"'",
        "CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE AGGREGATE') EXECUTE FUNCTION" + " watched()"
    };

    private static final String[] LARGE_OBJECTS = {
        "SELECT lo_from_bytea(70001, 'small')",
        "SELECT lo_from_bytea(70002, decode(repeat('00ff17', 1000000), 'hex'))",
        "SELECT lo_create(70003)",
        "ALTER LARGE OBJECT 70001 OWNER TO \"Rich owner\""
    };

    private RichDatabase() {}

    static PostgresTestDatabase on(PostgresServer server) {
        var database = server.database().execute(ROLES);
        database.execute("CREATE FUNCTION watched() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");
        return database.execute(CONTENT).execute(LARGE_OBJECTS).execute(properties(database.name()));
    }

    /** What a dump does not carry. */
    private static String[] properties(String name) {
        return new String[] {
            "ALTER DATABASE " + name + " OWNER TO \"Rich owner\"",
            "ALTER DATABASE " + name + " SET search_path TO \"$user\", public, \"Odd schema\"",
            "ALTER DATABASE " + name + " SET default_transaction_read_only TO on",
            "ALTER DATABASE " + name + " SET \"my.own\" TO 'it''s'",
            "ALTER ROLE rich_reader IN DATABASE " + name + " SET statement_timeout TO '5s'",
            "COMMENT ON DATABASE " + name + " IS 'it''s rich'",
            "REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC",
            "GRANT CONNECT ON DATABASE " + name + " TO rich_reader WITH GRANT OPTION",
            "ALTER DATABASE " + name + " CONNECTION LIMIT 7"
        };
    }
}
