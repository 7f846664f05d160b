package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;

/**
 * Transactions on the store, one a thread: everything that a thread does between the start and the commit happens on one connection and
 * becomes durable together. A transaction that is started inside another joins it.
 *
 * <p>A transaction holds the store's write lock from the first thing that is read in it: what it read stays true until it commits. One that
 * reads nothing may take the lock as late as its commit. Reads outside any transaction take no lock.
 */
final class StoreTransactions implements TransactionManager, ConnectionProvider {

    private final TransactionBoundary boundary;
    private final StoreConnections connections;
    private final StoreErrors errors;

    @SuppressWarnings("ThreadLocalUsage") // a thread may have a transaction on each of several stores
    private final ThreadLocal<OpenTransaction> current = new ThreadLocal<>();

    StoreTransactions(TransactionBoundary boundary, StoreConnections connections, StoreErrors errors) {
        this.boundary = boundary;
        this.connections = connections;
        this.errors = errors;
    }

    @Override
    public Transaction startTransaction() {
        var open = current.get();
        if (open != null) {
            return new JoinedTransaction(open);
        }
        var started = new OpenTransaction(begin());
        current.set(started);
        return started;
    }

    /** Joins the thread's transaction if there is one; otherwise reads without a lock. */
    @Override
    public <T> T fetchInTransaction(Supplier<T> supplier) {
        return supplier.get();
    }

    /**
     * The connection of the thread's transaction, on which everything that was appended is written, or one that commits each statement.
     * Closing it gives it back.
     */
    @Override
    public Connection getConnection() throws SQLException {
        var open = current.get();
        if (open != null) {
            return LentConnection.of(open.written(), connection -> {});
        }
        return LentConnection.of(connections.borrow(), connections::giveBack);
    }

    /** The log's head in the thread's transaction; {@code null} if there is none. */
    StoredHead head() {
        try {
            return current.get().log.head();
        } catch (SQLException e) {
            throw errors.unavailable(e, "the head of the log", "run varve verify: it tells what is wrong");
        }
    }

    /**
     * Appends in the thread's transaction: at once, or with its commit, but before anything is read in it.
     *
     * @param refused throws what became of the append if it fails
     */
    void append(LogAppend append, Consumer<SQLException> refused) {
        current.get().log.append(append, refused);
    }

    /** The thread's transaction has appended this event by itself, and has moved the head. */
    void appended(String eventId) {
        current.get().log.appended(eventId);
    }

    private OpenLog begin() {
        try {
            return OpenLog.of(boundary);
        } catch (SQLException e) {
            throw failure("to begin a transaction", e);
        }
    }

    private RuntimeException failure(String expected, SQLException e) {
        return errors.unavailable(e, expected, "run again; if it stays, run varve verify");
    }

    private final class OpenTransaction implements Transaction {

        private final OpenLog log;
        private boolean ended;
        private boolean doomed;

        OpenTransaction(OpenLog log) {
            this.log = log;
        }

        /** After an append that could not be written, the database would roll back what is to be committed. */
        Connection written() {
            try {
                return log.written();
            } catch (SQLException e) {
                doomed = true;
                throw failure("to begin a transaction", e);
            } catch (RuntimeException e) {
                doomed = true;
                throw e;
            }
        }

        @Override
        public void commit() {
            if (ended) {
                return;
            }
            if (doomed) {
                rollback();
                throw new EventStoreUnavailable(
                        "to commit", "a part of the transaction that was rolled back", "run again", null);
            }
            end();
            try {
                log.commit();
            } catch (SQLException e) {
                log.discard();
                throw failure("to commit", e);
            } catch (RuntimeException e) {
                log.discard();
                throw e;
            }
            log.giveBack(connections);
        }

        @Override
        public void rollback() {
            if (ended) {
                return;
            }
            end();
            // The database has rolled back by itself after some errors; closing is right in every case.
            log.discard();
        }

        private void end() {
            ended = true;
            current.remove();
        }
    }

    /** Part of an outer transaction: only the outer one commits, and not after a part was rolled back. */
    private record JoinedTransaction(OpenTransaction outer) implements Transaction {

        @Override
        public void commit() {
            // The outer transaction commits.
        }

        @Override
        public void rollback() {
            outer.doomed = true;
        }
    }
}
