package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.postgres.PostgresScratch;
import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.engine.tool.python.PythonEnvironments;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database on a PostgreSQL server under watch: what a look tells while the plain tool brings it from empty to head. */
class PostgresTargetTest {

    private static final String PASSWORD = "open-sesame-42";

    @TempDir
    Path folder;

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    @Test
    void tellsWhereAFlywayProjectIsWhileFlywayItselfMigratesIt() {
        var terminal = new Terminal(folder.resolve("operator"));
        var scripts = ScriptFolder.in(folder)
                .script(
                        "V1__shop.sql",
                        "CREATE TABLE shop (id integer PRIMARY KEY, name varchar(9) CHECK (name IN ('a', 'b')))")
                .script(
                        "V2__pet.sql",
                        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                        "CREATE TABLE pet (id bigserial PRIMARY KEY, shop integer REFERENCES shop, mood mood)")
                .script(
                        "V3__index.sql",
                        "CREATE INDEX pet_shop ON pet (shop)",
                        "CREATE VIEW pets AS SELECT * FROM pet");
        var url = database.sqlAlchemyUrl().replace("postgres@", "postgres:" + PASSWORD + "@");
        assertThat(terminal.addFlyway("shop", scripts.path(), url).exits(0).out())
                .doesNotContain(PASSWORD);

        assertThat(state(terminal, "EMPTY")).isNotNull();
        assertThat(terminal.type("plan", "shop").exits(3).out()).contains("shop", "pet", "index");

        flyway(scripts, "2").migrate();
        var pending = state(terminal, "PENDING");
        assertThat(pending.texts("current")).containsExactly("2");
        assertThat(pending.json().path("database").path("kind").asString()).isEqualTo("postgresql");
        namesTheIndexThatKeepsWritersOut(terminal);
        terminal.type("gate", "shop", "--revision", "2").exits(0);
        terminal.type("gate", "shop", "--revision", "head").exits(3);

        flyway(scripts, "latest").migrate();
        assertThat(state(terminal, "UP_TO_DATE").texts("current")).containsExactly("3");
        terminal.type("gate", "shop", "--revision", "head").exits(0);
        database.execute("CREATE ROLE reads_" + database.name(), "GRANT SELECT ON pet TO reads_" + database.name());
        state(terminal, "UP_TO_DATE");

        database.execute("ALTER TABLE pet ADD COLUMN stray integer");
        assertThat(state(terminal, "DIVERGED")
                        .finding("SCHEMA_DRIFT")
                        .path("message")
                        .asString())
                .contains("table pet: column stray added");
        assertThat(leftScratchDatabases()).isEmpty();
        assertThat(terminal.type("history", "--all", "--json").out()).doesNotContain(PASSWORD);
        assertThat(terminal.type("target", "show", "shop", "--json").exits(0).out())
                .contains("VARVE_DATABASE_PASSWORD")
                .doesNotContain(PASSWORD);
    }

    private static void namesTheIndexThatKeepsWritersOut(Terminal terminal) {
        var hazard = terminal.type("plan", "shop", "--json")
                .exits(3)
                .json()
                .path("hazards")
                .path(0);
        assertThat(hazard.path("effect").asString()).isEqualTo("BLOCKS_WRITES");
        assertThat(hazard.path("statement").asString()).isEqualTo("create index pet_shop on pet (shop)");
        assertThat(terminal.type("plan", "shop").exits(3).out())
                .contains("dangerous while an application uses the database:")
                .contains("BLOCKS_WRITES: create index pet_shop on pet (shop)")
                .contains("whoever writes to the table waits until the index is built")
                .contains("instead: CREATE INDEX CONCURRENTLY, outside a transaction");
    }

    private Flyway flyway(ScriptFolder scripts, String target) {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), PostgresServer.ADMIN, "")
                .locations("filesystem:" + scripts.path())
                .target(target)
                .load();
    }

    @Test
    void tellsWhereAnAlembicProjectIsWhileAlembicItselfMigratesIt() throws Exception {
        // SQLAlchemy 2.1 takes another driver, unless one is named.
        var url = database.sqlAlchemyUrl().replace("postgresql:", "postgresql+psycopg2:");
        var project = AlembicProjects.in(folder.resolve("project"))
                .file("alembic.ini", "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = " + url + "\n")
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id serial PRIMARY KEY, mail text)')")
                .revision(
                        "b2",
                        "a1",
                        "posts",
                        "op.create_table('posts', sa.Column('id', sa.Integer, primary_key=True))",
                        "op.execute('CREATE SCHEMA more')",
                        "op.execute('CREATE TABLE more.notes (id integer, post integer REFERENCES posts)')");
        var terminal = new Terminal(folder.resolve("operator"));
        terminal.addAlembic("shop", project.ini(), url, Found.PYTHON).exits(0);
        state(terminal, "EMPTY");
        assertThat(terminal.type("plan", "shop").exits(3).out()).contains("a1", "b2");
        assertThat(terminal.type("plan", "shop", "--sql").exits(3).out()).contains("CREATE TABLE more.notes");

        alembic(project, "upgrade", "a1");
        assertThat(state(terminal, "PENDING").texts("current")).containsExactly("a1");

        database.execute("CREATE TABLE posts (id serial PRIMARY KEY)");
        assertThat(state(terminal, "PARTIAL")
                        .finding("PARTIAL_MIGRATION")
                        .path("message")
                        .asString())
                .contains("b2");
        database.execute("DROP TABLE posts");

        alembic(project, "upgrade", "head");
        assertThat(state(terminal, "UP_TO_DATE").texts("current")).containsExactly("b2");

        database.execute("DROP TABLE alembic_version");
        state(terminal, "UNMANAGED");
        assertThat(leftScratchDatabases()).isEmpty();
    }

    private static final class Found {

        private static final String PYTHON = new PythonEnvironments(
                        PythonEnvironments.defaultCache(), System.getenv(), line -> {})
                .anyWithPsycopg2()
                .python()
                .toString();
    }

    private static void alembic(AlembicProjects project, String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(Found.PYTHON, "-m", "alembic"));
        line.addAll(List.of(words));
        var process = new ProcessBuilder(line)
                .directory(project.ini().getParent().toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void looksOnWithoutComparingWhereItsRoleMayMakeNoDatabase() {
        var terminal = new Terminal(folder.resolve("operator"));
        var scripts = ScriptFolder.in(folder).script("V1__shop.sql", "CREATE TABLE shop (id integer)");
        var role = "plain_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN", "CREATE TABLE shop (id integer)", "GRANT SELECT ON shop TO " + role);
        terminal.addFlyway("shop", scripts.path(), database.sqlAlchemyUrl().replace("postgres@", role + "@"))
                .exits(0);

        var looked = terminal.type("diagnose", "shop", "--deep", "--json");

        assertThat(looked.json().path("state").asString()).isEqualTo("UNMANAGED");
        assertThat(looked.finding("SCRATCH_UNAVAILABLE").path("remedy").asString())
                .isEqualTo("ALTER ROLE \"" + role + "\" CREATEDB; then diagnose again");
    }

    @Test
    void saysBeforehandWhereAPendingForeignKeyWillBeRefusedAndHowToRepairThat() {
        var terminal = new Terminal(folder.resolve("operator"));
        var scripts = ScriptFolder.in(folder)
                .script("V1__users.sql", "CREATE TABLE users (id text PRIMARY KEY)")
                .script("V2__notes.sql", "CREATE TABLE notes (owner text REFERENCES users (id))");
        terminal.addFlyway("shop", scripts.path(), database.sqlAlchemyUrl()).exits(0);
        flyway(scripts, "1").migrate();
        database.execute("ALTER TABLE users DROP CONSTRAINT users_pkey");

        var found = terminal.type("diagnose", "shop", "--deep", "--json").finding("MISSING_UNIQUE_KEY");

        assertThat(found.path("message").asString())
                .startsWith(
                        "expected a unique key on users(id), at which the pending revision 2 points the foreign key");
        assertThat(found.path("remedy").asString()).startsWith("ALTER TABLE users ADD UNIQUE (id);");
        database.execute("ALTER TABLE users ADD UNIQUE (id)");
        flyway(scripts, "2").migrate();
    }

    @Test
    void saysWhyAServerCannotBeReached() {
        var terminal = new Terminal(folder.resolve("operator"));
        var scripts = ScriptFolder.in(folder).script("V1__shop.sql", "CREATE TABLE shop (id integer)");
        terminal.addFlyway("shop", scripts.path(), "postgresql://app:" + PASSWORD + "@localhost:1/shop")
                .exits(0);

        var looked = terminal.type("diagnose", "shop", "--json").exits(2);

        assertThat(looked.json().path("state").asString()).isEqualTo("UNREACHABLE");
        assertThat(looked.finding("DATABASE_UNREACHABLE").path("message").asString())
                .contains("postgresql://app@localhost:1/shop", "refused")
                .doesNotContain(PASSWORD);
    }

    @Test
    void aKilledLooksScratchDatabaseIsDroppedByTheNext() throws Exception {
        var left = PostgresScratch.PREFIX + "1700000000_0123456789ab";
        var used = PostgresScratch.PREFIX + "1700000000_ba9876543210";
        database.server().execute("CREATE DATABASE " + left, "CREATE DATABASE " + used);
        var terminal = new Terminal(folder.resolve("operator"));
        var scripts = ScriptFolder.in(folder).script("V1__shop.sql", "CREATE TABLE shop (id integer)");
        terminal.addFlyway("shop", scripts.path(), database.sqlAlchemyUrl()).exits(0);
        database.execute("CREATE TABLE shop (id integer)");
        try (var connection = new PostgresTestDatabase(database.server(), used).open()) {
            state(terminal, "UNMANAGED");

            assertThat(connection.isClosed()).isFalse();
            assertThat(leftScratchDatabases()).containsExactly(used);
        }
        database.server().execute("DROP DATABASE " + used);
        assertThat(Files.exists(folder.resolve("operator/home/backups/shop"))).isFalse();
    }

    private Ended state(Terminal terminal, String expected) {
        var looked = terminal.type("diagnose", "shop", "--deep", "--json");
        assertThat(looked.json().path("state").asString())
                .as(looked.out() + looked.err())
                .isEqualTo(expected);
        return looked;
    }

    private List<String> leftScratchDatabases() {
        return database.texts("SELECT datname FROM pg_database WHERE datname LIKE 'varve\\_scratch\\_%' ORDER BY 1");
    }
}
