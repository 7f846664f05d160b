package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * The connections to one store, kept open between uses. One that was idle is asked whether it still lives: firewalls and restarts of the
 * server end connections that wait through a long migration. A new one must lead to the store that was opened.
 */
final class PostgresConnections implements StoreConnections {

    /** A server that restarts or fails over is back by then, mostly. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration FRESH = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int ANSWER_SECONDS = 5;

    private final PostgresAddress address;
    private final boolean readOnly;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private String storeId;
    private boolean closed;

    private record Idle(Connection connection, long since) {}

    PostgresConnections(PostgresAddress address, boolean readOnly) {
        this.address = address;
        this.readOnly = readOnly;
    }

    /** @throws EventStoreUnavailable if another store is at the address now */
    @Override
    public Connection borrow() throws SQLException {
        for (var kept = takeIdle(); kept != null; kept = takeIdle()) {
            if (System.nanoTime() - kept.since < FRESH.toNanos() || kept.connection.isValid(ANSWER_SECONDS)) {
                return kept.connection;
            }
            StoreConnections.discard(kept.connection);
        }
        return open();
    }

    private Idle takeIdle() {
        synchronized (idle) {
            if (closed) {
                throw new IllegalStateException("The event store is closed");
            }
            return idle.pollFirst();
        }
    }

    /** With patience only once the store was reached: what was never there is told at once. */
    private Connection open() throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return openOnce();
            } catch (SQLException e) {
                if (storeId() == null || !PostgresErrors.mayPass(e) || System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Connection openOnce() throws SQLException {
        var connection = address.connect(readOnly);
        try {
            requireSameStore(PostgresSchema.storeId(connection));
            PostgresBoundary.prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            StoreConnections.discard(connection);
            throw e;
        }
    }

    private void requireSameStore(String found) {
        synchronized (idle) {
            if (storeId == null) {
                storeId = found;
            }
            if (!storeId.equals(found)) {
                throw new EventStoreUnavailable(
                        "the event store in " + address.inWords() + " to be the one that was opened, " + storeId,
                        "another one in its place, " + found,
                        "bring back the database that was there; do not begin a new store in its place",
                        null);
            }
        }
    }

    private String storeId() {
        synchronized (idle) {
            return storeId;
        }
    }

    @Override
    public void giveBack(Connection connection) {
        if (isUsable(connection)) {
            synchronized (idle) {
                if (!closed) {
                    idle.addFirst(new Idle(connection, System.nanoTime()));
                    return;
                }
            }
        }
        StoreConnections.discard(connection);
    }

    private static boolean isUsable(Connection connection) {
        try {
            return !connection.isClosed() && connection.getAutoCommit();
        } catch (SQLException gone) {
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(kept -> StoreConnections.discard(kept.connection));
            idle.clear();
        }
    }
}
