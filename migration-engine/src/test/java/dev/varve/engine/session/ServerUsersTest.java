package dev.varve.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.engine.tool.python.PythonEnvironments;
import dev.varve.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is on a real server: an application, a tool that somebody runs by hand, a transaction that nobody ended. */
class ServerUsersTest {

    @TempDir
    Path folder;

    private final Shop shop = Shop.any();

    @Test
    void areNobodyButWhoIsNoneOfOurs() throws Exception {
        assertThat(users().sessions()).isEmpty();
        try (var own = shop.called("varve");
                var web = shop.called("open-webui")) {
            run(web, "SELECT 1");
            assertThat(own.isClosed()).isFalse();

            var users = users();

            assertThat(users.migrations()).isEmpty();
            assertThat(users.sessions()).hasSize(1);
            assertThat(users.sessions().getFirst().inWords())
                    .matches("open-webui \\(pid \\d+, role postgres, from [^,]+, connected since [^,]+Z, idle\\)");
            var plain = ServerUsers.of(shop.watchedBy(shop.plainRole())).sessions();
            assertThat(plain).hasSize(1);
            assertThat(plain.getFirst().inWords())
                    .matches("open-webui \\(pid \\d+, role postgres, what it does is not shown to this role\\)");
        }
        assertThat(users().sessions()).isEmpty();
    }

    private ServerUsers users() {
        return ServerUsers.of(shop.watched());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void countATransactionThatWasPreparedAndThatNobodyEnded() throws Exception {
        shop.database().execute("CREATE TABLE t (id integer)");
        try (var connection = shop.called("coordinator")) {
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO t VALUES (1)");
            run(connection, "PREPARE TRANSACTION '" + shop.database().name() + "'");
        }

        var prepared = users().prepared();

        assertThat(prepared)
                .extracting(ServerUsers.Prepared::id)
                .containsExactly(shop.database().name());
        shop.database().execute("ROLLBACK PREPARED '" + shop.database().name() + "'");
        assertThat(users().prepared()).isEmpty();
    }

    @Test
    void tellAPlainAlembicForWhatItIs() throws Exception {
        var url = shop.database().sqlAlchemyUrl().replace("postgresql:", "postgresql+psycopg2:");
        var project = AlembicProjects.in(folder.resolve("p"))
                .file("alembic.ini", "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = " + url + "\n")
                .revision("a1", null, "short", "op.execute('SELECT 1')")
                .revision(
                        "b2",
                        "a1",
                        "long",
                        "op.execute('CREATE TABLE t (id integer)')",
                        "op.execute('" + Shop.WAITS + "')");
        assertThat(alembic(project, "a1").waitFor()).isZero();
        Process alembic;
        try (var hold = shop.holding()) {
            alembic = alembic(project, "head");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> OtherMigration.in(shop.watched(), Set.of()).stream()
                            .anyMatch(migration -> String.valueOf(
                                            migration.session().statement())
                                    .contains("pg_advisory_lock")));

            var migrations = users().migrations();

            assertThat(migrations).hasSize(1);
            assertThat(migrations.getFirst().isCertain()).isTrue();
            assertThat(migrations.getFirst().inWords())
                    .matches(
                            "another migration is running: a session without application_name \\(pid \\d+, role postgres,"
                                    + " from .*, connected since .*, active\\), statement: SELECT pg_advisory_lock \\( \\? \\),"
                                    + " which holds \\w+Lock on alembic_version");
            assertThat(users().sessions()).isEmpty();
            assertThat(hold.isClosed()).isFalse();
        }
        assertThat(alembic.waitFor())
                .as(Files.readString(folder.resolve("alembic.log")))
                .isZero();
        assertThat(users().migrations()).isEmpty();
    }

    private Process alembic(AlembicProjects project, String revision) throws IOException {
        return new ProcessBuilder(python(), "-m", "alembic", "upgrade", revision)
                .directory(project.ini().getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alembic.log").toFile())
                .start();
    }

    private static String python() {
        return new PythonEnvironments(PythonEnvironments.defaultCache(), System.getenv(), line -> {})
                .anyWithPsycopg2()
                .python()
                .toString();
    }

    @Test
    void tellAPlainFlywayForWhatItIs() throws Exception {
        var sql = Files.createDirectories(folder.resolve("sql"));
        Files.writeString(sql.resolve("V1__t.sql"), "CREATE TABLE t (id integer); " + Shop.WAITS + ";");
        var flyway = Flyway.configure()
                .dataSource(shop.database().jdbcUrl(), PostgresServer.ADMIN, "")
                .locations("filesystem:" + sql)
                .load();
        CompletableFuture<Integer> running;
        try (var hold = shop.holding()) {
            running = CompletableFuture.supplyAsync(() -> flyway.migrate().migrationsExecuted);
            await().until(() -> OtherMigration.in(shop.watched(), Set.of()).stream()
                    .anyMatch(migration ->
                            String.valueOf(migration.session().statement()).contains("pg_advisory_lock")));

            var migrations = users().migrations();

            assertThat(migrations).anySatisfy(migration -> {
                assertThat(migration.isCertain()).isTrue();
                assertThat(migration.inWords())
                        .startsWith("another migration is running: Redgate_Flyway (pid ")
                        .endsWith("which holds Flyway's lock");
            });
            assertThat(hold.isClosed()).isFalse();
        }
        assertThat(running.join()).isEqualTo(1);
        assertThat(users().migrations()).isEmpty();
    }

    @Test
    void tellWhoChangesATableWithoutBeingAMigrationForCertain() throws Exception {
        shop.database().execute("CREATE TABLE t (id integer)");
        try (var somebody = shop.called("psql")) {
            somebody.setAutoCommit(false);
            run(somebody, "ALTER TABLE t ADD COLUMN more integer");

            var migrations = users().migrations();

            assertThat(migrations).hasSize(1);
            assertThat(migrations.getFirst().isCertain()).isFalse();
            assertThat(migrations.getFirst().inWords())
                    .startsWith("somebody changes the schema: psql (pid ")
                    .endsWith("which holds AccessExclusiveLock on t");
        }
    }
}
