package dev.varve.engine.waits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration and an application that get in each other's way on a real server. */
class PostgresWaitsTest {

    private final PostgresTestDatabase database =
            PostgresServer.shared().database().execute("CREATE TABLE users (id integer, name text)");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Connection watching;
    private Connection application;
    private Connection migration;

    @BeforeEach
    void connect() throws SQLException {
        watching = database.open();
        application = named("open-webui");
        migration = named("varve run 1");
    }

    @AfterEach
    void disconnect() throws SQLException {
        application.close();
        migration.close();
        watching.close();
        threads.shutdown();
    }

    private Connection named(String name) throws SQLException {
        var connection = database.open();
        connection.setClientInfo("ApplicationName", name);
        connection.setAutoCommit(false);
        return connection;
    }

    private CompletableFuture<Void> later(Connection connection, String sql) {
        return CompletableFuture.runAsync(() -> now(connection, sql), threads);
    }

    private static void now(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private List<Wait> waits(Connection asking, int expected) {
        return await().until(
                        () -> new PostgresWaits(asking, Set.of("users", "name", "id")::contains).look(),
                        waits -> waits.size() == expected);
    }

    @Test
    void findsNobodyWhereNobodyWaits() {
        now(application, "SELECT count(*) FROM users");
        assertThat(waits(watching, 0)).isEmpty();
    }

    @Test
    void tellsWhoKeepsAMigrationWaitingAndWithWhichStatementWithoutItsValues() throws SQLException {
        now(application, "SELECT count(*) FROM users WHERE name = 'a secret'");
        var blocked = later(migration, "ALTER TABLE users ADD COLUMN email text");

        var wait = waits(watching, 1).getFirst();
        assertThat(wait.waiter().application()).isEqualTo("varve run 1");
        assertThat(wait.lock()).isEqualTo("AccessExclusiveLock on users");
        assertThat(wait.isBlockedBy(pid(application))).isTrue();
        var said = wait.inWords(wait.since().plusSeconds(12));
        assertThat(said)
                .matches(
                        "varve run 1 \\(process \\d+, user postgres, from \\S+, active, in a transaction for \\d+ s\\)"
                                + " has waited 12 s for AccessExclusiveLock on users, behind open-webui \\(process \\d+, user postgres,"
                                + " from \\S+, idle in transaction, in a transaction for \\d+ s\\): SELECT count .* FROM users WHERE name = \\?")
                .doesNotContain("a secret");

        application.rollback();
        blocked.join();
        assertThat(waits(watching, 0)).isEmpty();
    }

    @Test
    void tellsTheApplicationThatAMigrationKeepsWaitingAndItsWholeQueue() throws SQLException {
        now(migration, "ALTER TABLE users ADD COLUMN email text");
        var reading = later(application, "SELECT count(*) FROM users");
        try (var another = named("worker")) {
            var writing = later(another, "DELETE FROM users");

            var waits = waits(watching, 2);
            assertThat(waits)
                    .extracting(wait -> wait.waiter().application())
                    .containsExactlyInAnyOrder("open-webui", "worker");
            assertThat(waits)
                    .allMatch(wait -> wait.blockers().stream()
                            .anyMatch(blocker -> blocker.application().equals("varve run 1")));

            migration.rollback();
            reading.join();
            application.rollback();
            writing.join();
        }
    }

    @Test
    void saysThatARoleWithoutTheRightDoesNotSeeWhatOthersDo() throws SQLException {
        PostgresServer.shared().execute("CREATE ROLE looker LOGIN");
        try (var looker = database.open("looker")) {
            now(application, "SELECT count(*) FROM users");
            var blocked = later(migration, "DROP TABLE users");

            var blocker = waits(looker, 1).getFirst().blockers().getFirst();
            assertThat(blocker.statement()).isNull();
            assertThat(blocker.inWords(Instant.EPOCH)).contains("what it does is not shown to this role");

            application.rollback();
            blocked.join();
        } finally {
            PostgresServer.shared().execute("DROP ROLE looker");
        }
    }

    @Test
    void doesNotTellOfWaitsInOtherDatabases() throws SQLException {
        var other = PostgresServer.shared().database();
        now(application, "LOCK TABLE users");
        var blocked = later(migration, "SELECT 1 FROM users");
        waits(watching, 1);

        try (var elsewhere = other.open()) {
            assertThat(waits(elsewhere, 0)).isEmpty();
        }
        application.rollback();
        blocked.join();
    }
}
