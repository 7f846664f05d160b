package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recovery by a role that lacks a right: what is missing is said, and nothing is touched. */
class PostgresRecoverRightsTest {

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal terminal;
    private String role;

    /** The role owns all, until a test takes something from it. */
    @BeforeEach
    void brokenByItsOwner() {
        database = PostgresServer.shared().database();
        role = "owner_of_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN CREATEDB",
                "ALTER DATABASE " + database.name() + " OWNER TO " + role,
                "GRANT CREATE ON SCHEMA public TO " + role);
        terminal = PostgresTerminal.in(folder.resolve("operator"));
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "people", "op.execute('CREATE TABLE people AS SELECT 1 AS id')")
                .revision(
                        "b2",
                        "a1",
                        "breaks",
                        BrokenOnServer.BLOCK,
                        "    op.execute('CREATE TABLE extra (id int)')",
                        "op.execute('SELECT no_such_thing')");
        terminal.addAlembic(
                        "shop",
                        project.ini(),
                        "postgresql+psycopg2://" + role + "@localhost:"
                                + database.server().port() + "/" + database.name(),
                        PostgresShop.python())
                .exits(0);
        terminal.type("upgrade", "shop", "--to", "a1").exits(0);
        terminal.type("upgrade", "shop", "--no-rehearsal").exits(6);
    }

    private List<String> beside() {
        return new PostgresTestDatabase(database.server(), "postgres")
                .texts("SELECT datname FROM pg_database WHERE datname LIKE '" + database.name() + "\\_\\_varve\\_%'");
    }

    private void isRefused(String expected, String remedy) {
        var refused = terminal.type("recover", "shop", "--yes").exits(4);
        assertThat(refused.out()).contains("expected " + expected, "found " + role + ", which ", "next: " + remedy);
        assertThat(refused.out()).contains("; or restore it by hand, by pg_restore from ");
        assertThat(refused.err()).doesNotContain("restoring backup");
        assertThat(terminal.type("recover", "shop", "--option", "mend").exits(4).out())
                .contains("why: expected mend to be on offer, found only restore");
        assertThat(database.texts("SELECT count(*) FROM extra")).containsExactly("0");
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("a1");
        assertThat(beside()).isEmpty();
    }

    private void isRecoveredOnceGiven(String right) {
        database.execute(right);
        terminal.type("recover", "shop", "--yes").exits(0);
        assertThat(database.texts("SELECT relname FROM pg_class WHERE relname = 'extra'"))
                .isEmpty();
        terminal.type("verify").exits(0);
    }

    @Test
    void whoMayNotCreateDatabasesIsToldSoBeforeAnythingIsRestored() {
        database.execute("ALTER ROLE " + role + " NOCREATEDB");

        isRefused(
                "a role that may create databases, in which a backup is restored first",
                "ALTER ROLE \"" + role + "\" CREATEDB, then try again");

        isRecoveredOnceGiven("ALTER ROLE " + role + " CREATEDB");
    }

    @Test
    void whoMayNotRenameTheDatabaseIsToldSoBeforeAnythingIsRestored() {
        database.execute("ALTER DATABASE " + database.name() + " OWNER TO postgres");

        isRefused(
                "a role that owns the database, since only its owner renames it",
                "ALTER DATABASE \"" + database.name() + "\" OWNER TO \"" + role + "\", or watch it with its owner");

        isRecoveredOnceGiven("ALTER DATABASE " + database.name() + " OWNER TO " + role);
    }
}
