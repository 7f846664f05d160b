package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a transaction on the store begins and ends: what makes the order of the appends the order of the commits. */
interface TransactionBoundary {

    /** A transaction that has begun. Its head is {@code null} where it was not read, or is not there. */
    record Begun(Connection connection, StoredHead head) {}

    /**
     * A connection in a transaction that holds the write lock, so that what it reads stays true until it commits.
     *
     * @throws EventStoreUnavailable if the store is not the one that was opened
     */
    Begun begin() throws SQLException;

    /** The head that probably is the newest, though nobody holds the lock; {@code null} if it is to be read. */
    StoredHead likelyHead();

    /**
     * Appends and commits in one message, if the head that the append goes on from still is the newest; durable then.
     *
     * @return false if nothing was written and the append is to take the ordinary way
     * @throws EventStoreUnavailable as {@link #commit} does
     */
    boolean appendAtOnce(LogAppend append) throws SQLException;

    /** Whether an append may wait, to be written in one message with the commit. */
    boolean writesWithTheCommit();

    /** Writes an append, in the transaction. */
    void write(Connection connection, LogAppend append) throws SQLException;

    /**
     * Commits; durable when this returns.
     *
     * @param waiting an append that is to be written before; {@code null} if there is none
     * @param appendedEvent the id of an event that the transaction appended, or now appends; {@code null} if it appends none
     * @throws EventStoreUnavailable if the store is not the one that was opened, or what became of the commit cannot be known now
     */
    void commit(Connection connection, LogAppend waiting, String appendedEvent) throws SQLException;

    /** A connection in a transaction that sees one state of the log, whatever is appended meanwhile; to be discarded afterwards. */
    Connection beginSnapshot() throws SQLException;
}
