package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A watched database on a PostgreSQL server at revision a1 of an Alembic project, whose next step b2 breaks as a test says. */
record BrokenOnServer(PostgresTestDatabase database, Terminal terminal, AlembicProjects project) {

    static final String BLOCK = "with op.get_context().autocommit_block():";

    static BrokenOnServer in(Path folder, PostgresServer server) {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "people",
                        "op.execute('CREATE SCHEMA \"Odd schema\"')",
                        "op.execute('CREATE TABLE \"Odd schema\".pet (id int, name text)')",
                        "op.execute('CREATE TABLE people (id int PRIMARY KEY, mail text)')",
                        "op.execute(\"INSERT INTO people SELECT i, 'p' || i / 2 FROM generate_series(1, 100) i\")");
        var broken = new BrokenOnServer(server.database(), PostgresTerminal.in(folder.resolve("operator")), project);
        broken.register(broken.terminal);
        broken.terminal.type("upgrade", "shop").exits(0);
        return broken;
    }

    void register(Terminal operator) {
        operator.addAlembic("shop", project.ini(), PostgresShop.url(database), PostgresShop.python())
                .exits(0);
    }

    /** What must come back. */
    String all() {
        return database.texts("SELECT p::text FROM people p ORDER BY id")
                + " " + database.texts("SELECT version_num FROM alembic_version")
                + " "
                + database.texts("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1")
                + " " + database.texts("SELECT typname FROM pg_type WHERE typtype = 'e'")
                + " " + database.texts("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace");
    }

    void breaks(String... statements) {
        project.revision("b2", "a1", "breaks", statements);
        terminal.type("upgrade", "shop", "--no-rehearsal").exits(6);
    }

    /** A step of which a part is committed before it fails. */
    void breaksInPart() {
        breaks(
                BLOCK,
                "    op.execute(\"CREATE TYPE mood AS ENUM ('sad', 'ok')\")",
                "    op.execute('CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql AS $f$ SELECT i * 2 $f$')",
                "    op.execute('CREATE TABLE \"Odd one\" (id serial PRIMARY KEY, mood mood, person int REFERENCES people)')",
                "    op.execute('CREATE VIEW odd AS SELECT id FROM \"Odd one\"')",
                "    op.execute('ALTER TABLE people ADD COLUMN age int')",
                "    op.execute('CREATE INDEX people_age ON people (age)')",
                "op.execute('SELECT no_such_thing')");
    }

    JsonNode recover(Terminal operator, String... option) {
        var words = new ArrayList<>(List.of("recover", "shop", "--yes", "--json"));
        words.addAll(List.of(option));
        var ended = operator.type(words.toArray(String[]::new));
        assertThat(ended.code()).as(ended.out() + ended.err()).isIn(0, 3);
        assertThat(ended.json().path("outcome").asString()).as(ended.out()).isEqualTo("RECOVERED");
        return ended.json();
    }

    /** It is at a1 again, and the mended step goes through. */
    void upgradesOnceMended(Terminal operator, String... statements) {
        operator.type("diagnose", "shop", "--deep").exits(3);
        assertThat(operator.type("recover", "shop").exits(3).out()).contains("nothing to recover");
        project.revision("b2", "a1", "mended", statements);
        operator.type("upgrade", "shop").exits(0);
        operator.type("diagnose", "shop", "--deep").exits(0);
        operator.type("verify").exits(0);
    }

    /** Databases that Varve made beside it. */
    List<String> beside(String kind) {
        return new PostgresTestDatabase(database.server(), "postgres")
                .texts("SELECT datname FROM pg_database WHERE datname LIKE '" + database.name() + "\\_\\_varve\\_"
                        + kind + "\\_%'");
    }
}
