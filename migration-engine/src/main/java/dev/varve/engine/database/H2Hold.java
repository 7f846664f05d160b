package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps every other process from an H2 file by holding it open: H2 lets one process in. So nobody can have written, unless
 * another file was put in its place.
 */
final class H2Hold implements ChangeWatch {

    private final H2Database database;
    private final Connection connection;
    private final String identity;

    H2Hold(H2Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
        this.identity = database.identity();
    }

    @Override
    public boolean changed() {
        return !identity.equals(database.identity());
    }

    /** Also a database that was told to stay open is let go, with everything in it on the disk. */
    @Override
    public void close() {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException failed) {
            throw new DatabaseUnreadable(database.location(), H2Refusal.detail(failed), failed);
        }
    }
}
