package dev.varve.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

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

    private PostgresAppend() {}

    static void write(Connection connection, LogAppend append) throws SQLException {
        write(connection, append, LAST);
    }

    static void writeAndCommit(Connection connection, LogAppend append) throws SQLException {
        write(connection, append, LAST_AND_COMMIT);
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
