package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a transaction on the store begins and ends: what makes the order of the appends the order of the commits. */
interface TransactionBoundary {

    /**
     * A connection in a transaction that holds the write lock, so that what it reads stays true until it commits.
     *
     * @throws EventStoreUnavailable if the store is not the one that was opened
     */
    Connection begin() throws SQLException;

    /**
     * Commits; durable when this returns.
     *
     * @param appendedEvent the id of an event that the transaction appended; {@code null} if it appended none
     * @throws EventStoreUnavailable if the store is not the one that was opened, or what became of the commit cannot be known now
     */
    void commit(Connection connection, String appendedEvent) throws SQLException;

    /** A connection in a transaction that sees one state of the log, whatever is appended meanwhile; to be discarded afterwards. */
    Connection beginSnapshot() throws SQLException;
}
