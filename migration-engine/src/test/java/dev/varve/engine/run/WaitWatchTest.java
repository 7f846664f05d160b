package dev.varve.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.WaitSeen;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.flyway.FlywayProject;
import dev.varve.engine.tool.flyway.FlywayTool;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real tool and a real application that want the same table. */
class WaitWatchTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final PostgresTestDatabase database = PostgresServer.shared().database();
    private final PostgresDatabase watched = PostgresDatabase.at(
            new PostgresAddress(
                    "localhost", database.server().port(), database.name(), PostgresServer.ADMIN, new TreeMap<>()),
            "");
    private final List<WaitSeen> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdown();
    }

    private void script(String name, String sql) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("sql")).resolve(name), sql);
    }

    private MigrationResult migrate(Consumer<Observation> listener) {
        var tool =
                new FlywayTool(new FlywayProject(folder.resolve("sql"), folder, Map.of()), watched, Clock.systemUTC());
        var order = new MigrationOrder(
                Destination.up("head"),
                folder.resolve("ledger.jsonl"),
                folder.resolve("output.txt"),
                () -> false,
                () -> {},
                () -> null);
        try (var watch = WaitWatch.begin(watched, Set.of("people"), null, listener)) {
            return tool.migrate(order.ofRun("run-1"), watch);
        }
    }

    private Connection shopWeb() throws SQLException {
        var connection = database.open();
        connection.setClientInfo("ApplicationName", "shop-web");
        connection.setAutoCommit(false);
        return connection;
    }

    private static void read(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM people WHERE name = 'a secret'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private WaitSeen awaited(boolean toolWaits) {
        return await().atMost(LONG)
                .until(
                        () -> seen.stream()
                                .filter(wait -> wait.toolWaits() == toolWaits)
                                .toList(),
                        waits -> !waits.isEmpty())
                .getFirst();
    }

    private void hear(Observation observation) {
        if (observation instanceof WaitSeen wait) {
            seen.add(wait);
        }
    }

    @Test
    void tellsOnceWhomAStepWaitsForAndWhoWaitsForTheStep() throws Exception {
        script("V1__people.sql", "CREATE TABLE people (id integer PRIMARY KEY, name text);");
        assertThat(migrate(this::hear).ending()).isEqualTo(MigrationResult.Ending.FINISHED);
        script("V2__mail.sql", "ALTER TABLE people ADD COLUMN mail text;");
        try (var reader = shopWeb();
                var late = shopWeb()) {
            read(reader);
            var running = CompletableFuture.supplyAsync(() -> migrate(this::hear), threads);
            var step = awaited(true);
            var waiting = CompletableFuture.runAsync(() -> read(late), threads);
            var other = awaited(false);
            reader.commit();
            assertThat(running.join().ending()).isEqualTo(MigrationResult.Ending.FINISHED);
            waiting.join();

            assertThat(step.revision()).isEqualTo("2");
            assertThat(step.lock()).isEqualTo("AccessExclusiveLock on people");
            assertThat(step.waiter().application()).isEqualTo("varve tool run-1");
            assertThat(step.blocker().inWords()).startsWith("shop-web (pid ").contains("idle in transaction");
            assertThat(step.blocker().statement()).contains("people").doesNotContain("secret");
            assertThat(other.waiter().application()).isEqualTo("shop-web");
            assertThat(other.lock()).isEqualTo("AccessShareLock on people");
            assertThat(other.blocker().pid()).isEqualTo(step.waiter().pid());
            assertThat(other.sessions()).isEqualTo(1);
            assertThat(seen).hasSize(2);
        }
    }

    @Test
    void whatItsListenerThrowsStopsTheTool() throws Exception {
        script("V1__people.sql", "CREATE TABLE people (id integer PRIMARY KEY, name text);");
        assertThat(migrate(this::hear).ending()).isEqualTo(MigrationResult.Ending.FINISHED);
        script("V2__mail.sql", "ALTER TABLE people ADD COLUMN mail text; SELECT 1;");
        try (var reader = shopWeb()) {
            read(reader);
            var running = CompletableFuture.supplyAsync(
                    () -> migrate(observation -> {
                        hear(observation);
                        if (observation instanceof WaitSeen) {
                            throw new IllegalStateException("cannot be recorded");
                        }
                    }),
                    threads);
            awaited(true);
            reader.commit();

            assertThat(running.handle((result, thrown) -> thrown).join()).hasRootCauseMessage("cannot be recorded");
        }
    }
}
