package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * An advisory lock, taken first and held until the commit is visible (postgresql.org/docs/current/explicit-locking.html, 13.3.5), makes the
 * order of the appends the order of the commits.
 *
 * <p>A client that is gone must not keep the lock: the server ends a transaction that waits for its client longer than an append ever does.
 */
final class PostgresBoundary implements TransactionBoundary {

    static final int LOCK_TIMEOUT_MILLIS = 20_000;

    private static final int IDLE_TIMEOUT_MILLIS = 10_000;
    /** {@code "varv"}: the first half of the lock's key; the schema is the second. */
    private static final int LOCK_CLASS = 0x76617276;
    /** Whatever the role's or the database's defaults are: each statement sees what was committed before it, and a commit is on disk. */
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            + " SET LOCAL lock_timeout = " + LOCK_TIMEOUT_MILLIS + ";"
            + " SET LOCAL idle_in_transaction_session_timeout = " + IDLE_TIMEOUT_MILLIS + ";"
            + " SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';"
            + " SELECT pg_advisory_xact_lock(%d, %d)";

    private final PostgresAddress address;
    private final PostgresConnections connections;
    private final String begin;

    PostgresBoundary(PostgresAddress address, PostgresConnections connections) {
        this.address = address;
        this.connections = connections;
        this.begin = BEGIN.formatted(LOCK_CLASS, address.schema().hashCode());
    }

    @Override
    public Connection begin() throws SQLException {
        var kept = connections.borrow();
        try {
            return beginOn(kept);
        } catch (SQLException e) {
            if (!PostgresErrors.mayPass(e)) {
                throw e;
            }
            // Nothing was done on it yet.
            return beginOn(connections.borrow());
        }
    }

    private Connection beginOn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(begin);
            return connection;
        } catch (SQLException e) {
            StoreConnections.discard(connection);
            throw e;
        }
    }

    /** A commit whose answer was lost may have taken place: only looking tells. */
    @Override
    public void commit(Connection connection, String appendedEvent) throws SQLException {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException lost) {
            StoreConnections.discard(connection);
            if (appendedEvent == null || !isRecorded(appendedEvent, lost)) {
                throw lost;
            }
        }
    }

    /** Under the lock: the transaction whose answer was lost has ended by then, so that what is not there will never come. */
    private boolean isRecorded(String eventId, SQLException lost) {
        try {
            var connection = begin();
            try (var select = connection.prepareStatement("SELECT 1 FROM domain_event WHERE event_id = ?")) {
                select.setString(1, eventId);
                try (var row = select.executeQuery()) {
                    return row.next();
                }
            } finally {
                StoreConnections.discard(connection);
            }
        } catch (SQLException | EventStoreUnavailable stillAway) {
            lost.addSuppressed(stillAway);
            throw new EventStoreUnavailable(
                    "an answer to the commit of event " + eventId + " from " + address.inWords(),
                    "none: " + lost.getMessage(),
                    "bring the server back and run again: whether that event is recorded is looked up by its id",
                    lost);
        }
    }

    @Override
    public Connection beginSnapshot() throws SQLException {
        var connection = connections.borrow();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            StoreConnections.discard(connection);
            throw e;
        }
    }
}
