package dev.varve.engine.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.backup.RestoreRefused;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRestoreTest {

    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Bench bench;
    private PostgresTestDatabase postgres;
    private PostgresTestDatabase database;
    private PostgresBackup backup;

    @BeforeEach
    void take() {
        bench = Bench.on(PostgresServer.shared(), folder.resolve("vault"));
        postgres = new PostgresTestDatabase(bench.server(), "postgres");
        database = bench.smallDatabase();
        bench.server()
                .execute(
                        "ALTER DATABASE " + database.name() + " SET search_path TO public, \"other one\"",
                        "COMMENT ON DATABASE " + database.name() + " IS 'the application''s'",
                        "ALTER DATABASE " + database.name() + " CONNECTION LIMIT 9");
        backup = bench.take(database);
        database.execute("DROP TABLE note CASCADE", "CREATE TABLE half_migrated (id integer)");
    }

    private PostgresRestore restore() {
        return new PostgresRestore(
                bench.access(), bench.settings(), Bench.client().surroundings(), new PlainReader());
    }

    private String restore(String runId, Connected others) {
        return restore().restore(backup, database.name(), runId, others, observation -> {});
    }

    @Test
    void putsTheBackupInTheDatabasesPlaceAndKeepsWhatWasThere() {
        var old = restore("run-1", Connected.REFUSE);

        assertThat(old).isEqualTo(database.name() + "__varve_old_run-1");
        assertThat(database.texts("SELECT count(*) FROM note")).containsExactly("200");
        assertThat(new PostgresTestDatabase(bench.server(), old).texts("SELECT count(*) FROM half_migrated"))
                .containsExactly("0");
        assertThat(database.texts("SHOW search_path")).containsExactly("public, \"other one\"");
        assertThat(postgres.texts("SELECT datconnlimit || shobj_description(oid, 'pg_database') FROM pg_database"
                        + " WHERE datname = '" + database.name() + "'"))
                .containsExactly("9the application's");
        assertThatThrownBy(() -> restore("run-1", Connected.REFUSE))
                .isInstanceOf(RestoreRefused.class)
                .hasMessageContaining("found " + old + ", which this run kept aside");
        postgres.execute("DROP DATABASE \"" + old + "\"");
    }

    @Test
    void namesWhoIsConnectedAndEndsThemOnlyWhenToldTo() throws Exception {
        try (var application = bench.access().open(database.name(), "the application")) {
            assertThatThrownBy(() -> restore("run-2", Connected.REFUSE))
                    .isInstanceOfSatisfying(RestoreRefused.class, refused -> {
                        assertThat(refused.found()).contains("(role postgres, application \"the application\")");
                        assertThat(refused.remedy()).startsWith("stop the application, then restore again");
                    });
            assertThat(Sql.one(application, "SELECT count(*) FROM half_migrated"))
                    .isEqualTo("0");
            assertThat(bench.ownDatabases()).isEmpty();

            var old = restore("run-2", Connected.END);

            assertThatThrownBy(() -> Sql.one(application, "SELECT 1")).hasMessageContaining("terminating connection");
            assertThat(database.texts("SELECT count(*) FROM note")).containsExactly("200");
            postgres.execute("DROP DATABASE \"" + old + "\"");
        }
    }

    /** Each rename in turn waits for a lock that the test holds, and is killed there. */
    @Test
    void isBeforeOrAfterWhenKilledAtEitherRenameAndRestoresWhenRunAgain() throws Exception {
        var made = new OwnName(database.name(), OwnName.Kind.NEW, "run-3").toString();
        killAt(database.name(), database.name());
        awaitEndOf(made);
        assertThat(postgres.texts("SELECT datallowconn FROM pg_database WHERE datname = '" + database.name() + "'"))
                .containsExactly("f");
        assertThat(restore().settle(database.name())).containsExactly(made);
        assertThat(database.texts("SELECT count(*) FROM half_migrated")).containsExactly("0");

        killAt(database.name(), made);
        awaitEndOf(made);
        var old = restore("run-4", Connected.REFUSE);
        assertThat(bench.ownDatabases()).isEqualTo(List.of(old));
        assertThat(database.texts("SELECT count(*) FROM note")).containsExactly("200");
        postgres.execute("DROP DATABASE \"" + old + "\"");
    }

    private void awaitEndOf(String session) {
        await().atMost(SOON)
                .until(() -> postgres.texts("SELECT 1 FROM pg_stat_activity WHERE application_name = '" + session + "'")
                        .isEmpty());
    }

    private void killAt(String first, String last) throws Exception {
        var process = new ProcessBuilder(SqliteProcess.command(
                        RestoreProcess.class,
                        bench.vault().toString(),
                        Integer.toString(bench.server().port()),
                        database.name(),
                        backup.id()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var holder = postgres.open();
                var next = postgres.open()) {
            hold(holder, first);
            awaitRename(first);
            if (!last.equals(first)) {
                hold(next, last);
                holder.rollback();
                awaitRename(last);
            }
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void hold(Connection holder, String name) throws SQLException {
        holder.setAutoCommit(false);
        Sql.run(holder, "COMMENT ON DATABASE \"" + name + "\" IS 'held'");
    }

    private void awaitRename(String name) {
        await().atMost(SOON).until(() -> !postgres.texts(renaming(name)).isEmpty());
    }

    private static String renaming(String name) {
        return "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER DATABASE \"" + name
                + "\" RENAME%'";
    }
}
