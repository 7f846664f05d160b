package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The log in one transaction that holds the write lock: its head, and the append that waits to be written in one message with the commit. */
final class OpenLog {

    private final TransactionBoundary boundary;
    private final Connection connection;
    private StoredHead head;
    private Waiting waiting;
    private String appendedEvent;

    /** An append that is not written yet; {@code refused} throws if it fails. */
    private record Waiting(LogAppend append, Consumer<SQLException> refused) {}

    OpenLog(TransactionBoundary boundary, TransactionBoundary.Begun begun) {
        this.boundary = boundary;
        this.connection = begun.connection();
        this.head = begun.head();
    }

    /** {@code null} if there is none. */
    StoredHead head() throws SQLException {
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

    /** Before anything is read on the connection. */
    void writeWaiting() {
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
}
