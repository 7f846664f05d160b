package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every other process from an H2 file by holding it open: H2 lets one process in. So nobody can have written, unless
 * another file was put in its place.
 */
final class H2Hold implements ChangeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(H2Hold.class);

    private final H2Database database;
    private final Connection connection;
    private final String identity;

    H2Hold(H2Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
        this.identity = database.identity();
    }

    @Override
    public boolean changedSince(WholeContent then) {
        return !identity.equals(database.identity());
    }

    /**
     * Also a database that was told to stay open is let go. What was told to have succeeded was made durable before; where H2
     * gave the file up by itself, on a full volume, there is nothing left to close, and looking tells the rest.
     */
    @Override
    public void close() {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException givenUpAlready) {
            LOG.debug("{} was not shut down in order", database, givenUpAlready);
        }
    }
}
