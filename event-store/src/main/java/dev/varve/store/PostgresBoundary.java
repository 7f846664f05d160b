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

    private static final int STATEMENTS_BEFORE_THE_HEAD = 1;
    private static final int IDLE_TIMEOUT_MILLIS = 10_000;
    /** {@code "varv"}: the first half of the lock's key; the schema is the second. */
    private static final int LOCK_CLASS = 0x76617276;
    /** One message, with BEGIN before it. The head is read by a statement after the one that waited for the lock, so it is the newest. */
    private static final String BEGIN = "SELECT pg_advisory_xact_lock(%d, %d); " + StoredHead.SELECT;
    /**
     * Once a connection, whatever the role's or the database's defaults are: each statement sees what was committed before it, and a commit is
     * on disk.
     */
    private static final String SETTINGS = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            + " SELECT set_config('lock_timeout', '" + LOCK_TIMEOUT_MILLIS + "', false),"
            + " set_config('idle_in_transaction_session_timeout', '" + IDLE_TIMEOUT_MILLIS + "', false),"
            + " set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
            + " WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)";

    private final PostgresAddress address;
    private final PostgresConnections connections;
    private final String begin;

    PostgresBoundary(PostgresAddress address, PostgresConnections connections) {
        this.address = address;
        this.connections = connections;
        this.begin = BEGIN.formatted(LOCK_CLASS, address.schema().hashCode());
    }

    /** Makes a new connection one that appends. */
    static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }

    @Override
    public Begun begin() throws SQLException {
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

    private Begun beginOn(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return new Begun(connection, lockedHead(connection));
        } catch (SQLException e) {
            StoreConnections.discard(connection);
            throw e;
        }
    }

    private StoredHead lockedHead(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(begin)) {
            statement.execute();
            for (int before = 0; before < STATEMENTS_BEFORE_THE_HEAD; before++) {
                statement.getMoreResults();
            }
            try (var row = statement.getResultSet()) {
                return StoredHead.of(row);
            }
        }
    }

    @Override
    public boolean writesWithTheCommit() {
        return true;
    }

    @Override
    public void write(Connection connection, LogAppend append) throws SQLException {
        PostgresAppend.write(connection, append);
    }

    /** A commit whose answer was lost may have taken place: only looking tells. */
    @Override
    public void commit(Connection connection, LogAppend waiting, String appendedEvent) throws SQLException {
        try {
            if (waiting == null) {
                connection.commit();
            } else {
                PostgresAppend.writeAndCommit(connection, waiting);
            }
            connection.setAutoCommit(true);
        } catch (SQLException failed) {
            StoreConnections.discard(connection);
            if (appendedEvent == null || PostgresErrors.isRefusal(failed) || !isRecorded(appendedEvent, failed)) {
                throw failed;
            }
        }
    }

    /** Under the lock: the transaction whose answer was lost has ended by then, so that what is not there will never come. */
    private boolean isRecorded(String eventId, SQLException lost) {
        try {
            var connection = begin().connection();
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
            try (var statement = connection.createStatement()) {
                // Whoever reads page by page may pause for longer than an append does.
                statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            }
            return connection;
        } catch (SQLException e) {
            StoreConnections.discard(connection);
            throw e;
        }
    }
}
