package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * The log in one transaction: its head, and the append that waits to be written in one message with the commit. Where the newest head is
 * likely known, the transaction begins, and takes the write lock, only when something is read in it, or else in that message.
 */
final class OpenLog {

    private final TransactionBoundary boundary;
    /** {@code null} before the transaction has begun. */
    private Connection connection;

    private StoredHead head;
    private Waiting waiting;
    private String appendedEvent;

    /** An append that is not written yet; {@code refused} throws if it fails. */
    private record Waiting(LogAppend append, Consumer<SQLException> refused) {}

    private OpenLog(TransactionBoundary boundary) {
        this.boundary = boundary;
        this.head = boundary.likelyHead();
    }

    static OpenLog of(TransactionBoundary boundary) throws SQLException {
        var log = new OpenLog(boundary);
        if (log.head == null) {
            log.begin();
        }
        return log;
    }

    /** From here on the head is the newest, and an append that waits goes on from it. */
    private void begin() throws SQLException {
        if (connection != null) {
            return;
        }
        var begun = boundary.begin();
        connection = begun.connection();
        head = begun.head();
        if (waiting != null) {
            waiting.append.moveAfter(head());
            head = waiting.append.head();
        }
    }

    /** {@code null} if there is none. */
    StoredHead head() throws SQLException {
        if (waiting != null) {
            begin();
        }
        if (head == null) {
            head = StoredHead.read(connection);
        }
        return head;
    }

    /** @param refused throws what became of the append if it fails, now or later */
    void append(LogAppend append, Consumer<SQLException> refused) {
        writeWaiting();
        waiting = new Waiting(append, refused);
        if (!boundary.writesWithTheCommit()) {
            writeWaiting();
        }
        head = append.head();
        appendedEvent = append.lastEventId();
    }

    /** This event was appended by statements on the connection, which moved the head, too. */
    void appended(String eventId) {
        head = null;
        appendedEvent = eventId;
    }

    /** The connection, on which everything that was appended is written. */
    Connection written() throws SQLException {
        begin();
        writeWaiting();
        return connection;
    }

    private void writeWaiting() {
        if (waiting == null) {
            return;
        }
        var written = waiting;
        waiting = null;
        try {
            boundary.write(connection, written.append);
        } catch (SQLException e) {
            written.refused.accept(e);
        }
    }

    void commit() throws SQLException {
        if (connection == null && (waiting == null || isAppendedAtOnce())) {
            return;
        }
        begin();
        if (waiting == null) {
            boundary.commit(connection, null, appendedEvent);
            return;
        }
        try {
            boundary.commit(connection, waiting.append, appendedEvent);
        } catch (SQLException e) {
            waiting.refused.accept(e);
            throw e;
        }
    }

    private boolean isAppendedAtOnce() throws SQLException {
        try {
            return boundary.appendAtOnce(waiting.append);
        } catch (SQLException e) {
            waiting.refused.accept(e);
            throw e;
        }
    }

    /** After a commit. */
    void giveBack(StoreConnections connections) {
        if (connection != null) {
            connections.giveBack(connection);
        }
    }

    /** The database rolls back what was not committed. */
    void discard() {
        if (connection != null) {
            StoreConnections.discard(connection);
        }
    }
}
