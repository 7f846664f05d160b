package dev.varve.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes an append in as few messages as there are events: the driver sends the statements of one text together and waits once for their
 * answers. If one of them fails, the server carries out none after it
 * (postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY), the commit least of all.
 *
 * <p>An event, its leaf and the head are one statement: each has a price of its own, beside what it does. The texts are always the same, so that the server soon knows them as prepared statements.
 */
final class PostgresAppend {

    private static final String EVENT = "WITH event AS (" + NewEvent.INSERT_EVENT + ") " + NewEvent.INSERT_LEAF;
    private static final String LAST = "WITH event AS (" + NewEvent.INSERT_EVENT + "), leaf AS (" + NewEvent.INSERT_LEAF
            + ") " + StoredHead.UPDATE;
    private static final String LAST_AND_COMMIT = LAST + "; COMMIT";

    /** The second three parameters tell the head before; if it is another one, nothing is done. */
    private static final String ONE_AND_COMMIT = "WITH head AS (" + StoredHead.UPDATE
            + " WHERE size = ? AND root_hash = ? AND frontier = ? RETURNING size), event AS ("
            + NewEvent.INTO_EVENTS + "SELECT " + NewEvent.EVENT + " FROM head) "
            + NewEvent.INTO_LEAVES + "SELECT " + NewEvent.LEAF + " FROM head; COMMIT";

    private PostgresAppend() {}

    static void write(Connection connection, LogAppend append) throws SQLException {
        write(connection, append, LAST);
    }

    static void writeAndCommit(Connection connection, LogAppend append) throws SQLException {
        write(connection, append, LAST_AND_COMMIT);
    }

    /**
     * In one message, if the head that the append goes on from is there once the lock is held: the statement that compares it comes after the
     * one that waited for the lock, so it sees what was committed meanwhile.
     *
     * @return false if it is not, and nothing was written
     */
    static boolean lockWriteAndCommit(Connection connection, String lock, LogAppend append) throws SQLException {
        var written = new AtomicBoolean();
        append.writeTheLast(event -> {
            try (var insert = connection.prepareStatement(lock + ONE_AND_COMMIT)) {
                append.head().set(insert, 0);
                append.headBefore().set(insert, StoredHead.PARAMETERS);
                event.setEvent(insert, 2 * StoredHead.PARAMETERS);
                event.setLeaf(insert, 2 * StoredHead.PARAMETERS + NewEvent.EVENT_PARAMETERS);
                insert.execute();
                insert.getMoreResults();
                written.set(insert.getUpdateCount() == 1);
            }
        });
        return written.get();
    }

    private static void write(Connection connection, LogAppend append, String last) throws SQLException {
        append.writeBlobs(connection);
        append.writeAllButTheLast(event -> {
            try (var insert = connection.prepareStatement(EVENT)) {
                set(insert, event);
                insert.execute();
            }
        });
        append.writeTheLast(event -> {
            try (var insert = connection.prepareStatement(last)) {
                set(insert, event);
                append.head().set(insert, NewEvent.EVENT_PARAMETERS + NewEvent.LEAF_PARAMETERS);
                insert.execute();
            }
        });
    }

    private static void set(PreparedStatement insert, NewEvent event) throws SQLException {
        event.setEvent(insert, 0);
        event.setLeaf(insert, NewEvent.EVENT_PARAMETERS);
    }
}
