package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The connections to one store, kept open between uses. Each is given to one thread at a time. */
interface StoreConnections extends AutoCloseable {

    /** A connection outside any transaction. */
    Connection borrow() throws SQLException;

    /** Takes back a connection that is outside any transaction. */
    void giveBack(Connection connection);

    /** Closes a connection in whatever state it is; the database rolls back what was open on it. */
    static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing depends on it any more, and the cause is already on its way to the caller.
        }
    }

    @Override
    void close();
}
