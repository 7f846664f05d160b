package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.engine.tool.python.PythonEnvironments;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A watched database on a PostgreSQL server, with one of nearly everything and Alembic's own table. */
public record PostgresShop(Terminal terminal, PostgresTestDatabase database) {

    static final String PASSWORD = "open-sesame-42";

    private static final class Found {

        private static final String PYTHON = new PythonEnvironments(
                        PythonEnvironments.defaultCache(), System.getenv(), line -> {})
                .anyWithPsycopg2()
                .python()
                .toString();
    }

    static PostgresShop in(Path folder) {
        var database = PostgresServer.shared().database();
        fill(database);
        return watched(database, folder);
    }

    /** The same database as another host watches it: another home, another store, other locks. */
    PostgresShop elsewhere(Path folder) {
        return watched(database, folder);
    }

    private static PostgresShop watched(PostgresTestDatabase database, Path folder) {
        var terminal = PostgresTerminal.in(folder.resolve("operator"));
        var url = url(database);
        var project =
                AlembicProjects.in(folder.resolve("project")).revision("a1", null, "shop", "op.execute('SELECT 1')");
        terminal.addAlembic("shop", project.ini(), url, python()).exits(0);
        return new PostgresShop(terminal, database);
    }

    /** With a password, which the server does not ask for. */
    static String url(PostgresTestDatabase database) {
        return database.sqlAlchemyUrl()
                .replace("postgresql://postgres@", "postgresql+psycopg2://postgres:" + PASSWORD + "@");
    }

    /** One with Alembic and psycopg2. */
    public static String python() {
        return Found.PYTHON;
    }

    private static void fill(PostgresTestDatabase database) {
        database.execute(
                "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                "INSERT INTO alembic_version VALUES ('a1')",
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "ALTER TYPE mood ADD VALUE 'so''so' BEFORE 'ok'",
                "CREATE SCHEMA \"Odd schema\"",
                "CREATE TABLE pet (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE, mood mood, raw bytea)",
                "INSERT INTO pet (name, mood, raw) SELECT 'pet ' || i, (ARRAY['sad', 'ok', 'so''so', NULL])[1 + i % 4]::mood,"
                        + " decode(md5(i::text), 'hex') FROM generate_series(1, 2000) i",
                "CREATE TABLE \"Odd schema\".\"Odd table\" (pet bigint REFERENCES pet, what regclass)",
                "INSERT INTO \"Odd schema\".\"Odd table\" VALUES (1, 'pet')",
                "CREATE VIEW pets AS SELECT count(*) AS number FROM pet",
                "CREATE SEQUENCE counter START 10 INCREMENT 7",
                "SELECT nextval('counter')",
                "SELECT lo_from_bytea(70001, 'a large object')",
                "ALTER DATABASE " + database.name() + " SET search_path TO \"Odd schema\", public");
    }

    /** An index that its every restored copy waits to be built, as long as somebody holds it. */
    PostgresShop slowToRestore() {
        database.execute(
                "CREATE FUNCTION public.held(i bigint) RETURNS bigint IMMUTABLE LANGUAGE plpgsql AS $f$ BEGIN"
                        + " WHILE EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '" + hold() + "')"
                        + " LOOP PERFORM pg_sleep(0.05); PERFORM pg_stat_clear_snapshot(); END LOOP; RETURN i; END $f$",
                "CREATE INDEX pet_held ON pet (public.held(id)) WHERE id = 1");
        return this;
    }

    /** Until it is closed, no copy is restored to its end. */
    Connection held() throws SQLException {
        var elsewhere = new PostgresTestDatabase(database.server(), "postgres").open();
        try (var statement = elsewhere.createStatement()) {
            statement.execute("SET application_name TO '" + hold() + "'");
        }
        return elsewhere;
    }

    private String hold() {
        return "hold_" + database.name();
    }

    /** Databases that Varve made beside it. */
    List<String> beside(String kind) {
        return server("SELECT datname FROM pg_database WHERE datname LIKE '" + database.name() + "\\_\\_varve\\_" + kind
                + "\\_%' ORDER BY 1");
    }

    List<String> server(String sql) {
        return new PostgresTestDatabase(database.server(), "postgres").texts(sql);
    }

    /** What must come back: schema, rows, sequences, large objects. */
    List<String> all() {
        return List.of(
                String.join("\n", database.texts("SELECT p::text FROM public.pet p ORDER BY id")),
                String.join("\n", database.texts("SELECT o::text FROM \"Odd schema\".\"Odd table\" o")),
                String.join("\n", database.texts("SELECT version_num FROM public.alembic_version")),
                String.join(
                        "\n",
                        database.texts(
                                "SELECT sequencename || ' ' || COALESCE(last_value::text, '-') FROM pg_sequences ORDER BY 1")),
                String.join(
                        "\n",
                        database.texts(
                                "SELECT convert_from(lo_get(oid), 'UTF8') FROM pg_largeobject_metadata ORDER BY oid")),
                String.join(
                        "\n",
                        database.texts(
                                "SELECT table_schema || '.' || table_name || '.' || column_name || ' ' || data_type"
                                        + " FROM information_schema.columns WHERE table_schema IN ('public', 'Odd schema') ORDER BY 1")));
    }

    String backup() {
        return terminal.type("backup", "shop", "--json")
                .exits(0)
                .json()
                .path("id")
                .asString();
    }

    int recorded(String type) {
        return terminal.type("history", "shop", "--type", type, "--json").json().size();
    }
}
