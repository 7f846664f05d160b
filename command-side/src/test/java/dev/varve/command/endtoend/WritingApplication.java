package dev.varve.command.endtoend;

import static org.awaitility.Awaitility.await;

import dev.varve.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An application that is connected as {@code shop-web} and inserts a person again and again. */
final class WritingApplication implements AutoCloseable {

    private final Connection connection;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicReference<SQLException> failure = new AtomicReference<>();

    private WritingApplication(Connection connection) {
        this.connection = connection;
    }

    static WritingApplication on(PostgresTestDatabase database) throws SQLException {
        var connection = database.open();
        connection.setClientInfo("ApplicationName", "shop-web");
        var application = new WritingApplication(connection);
        var unused = application.loop.scheduleWithFixedDelay(application::write, 0, 20, TimeUnit.MILLISECONDS);
        application.writesOn();
        return application;
    }

    private void write() {
        try (var statement = connection.createStatement()) {
            statement.execute("INSERT INTO people (name) VALUES ('a visitor')");
            written.incrementAndGet();
        } catch (SQLException refused) {
            failure.set(refused);
        }
    }

    /** Waits until it wrote once more, and fails if it was ever refused. */
    void writesOn() throws SQLException {
        var before = written.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> written.get() > before || failure.get() != null);
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    @Override
    public void close() throws SQLException {
        loop.shutdownNow();
        connection.close();
    }
}
