package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * A schema beside the events' in the same database, for what is made from the events and can be made again. Its connections promise less than
 * the events': a server that crashes may lose their last commits, never a part of one.
 */
public final class SchemaBeside {

    private final PostgresAddress address;

    private SchemaBeside(PostgresAddress address) {
        this.address = address;
    }

    /** The one of that store, named after the store's own: {@code varve_views} for {@code views}. */
    public static SchemaBeside of(PostgresAddress events, String suffix) {
        return new SchemaBeside(events.beside(suffix));
    }

    public String name() {
        return address.schema();
    }

    /** Where it is, for a person; never a password. */
    public String inWords() {
        return address.inWords();
    }

    /** A connection of its own, whose names are those of the schema. */
    public Connection connect() throws SQLException {
        var connection = address.connectBatching();
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "SET synchronous_commit = off; SET lock_timeout = " + PostgresBoundary.LOCK_TIMEOUT_MILLIS);
            return connection;
        } catch (SQLException e) {
            StoreConnections.discard(connection);
            throw e;
        }
    }

    /** For a migration of the schema. */
    public DataSource migrating() {
        return address.migrating();
    }

    /** Lets roles read everything that is there, and write those tables. */
    void grantWriting(Connection connection, List<String> tables, List<String> roles) throws SQLException {
        var quoting = connection.unwrap(PGConnection.class);
        var schema = quoting.escapeIdentifier(name());
        var written = new ArrayList<String>();
        for (var table : tables) {
            written.add(schema + "." + quoting.escapeIdentifier(table));
        }
        try (var statement = connection.createStatement()) {
            for (var role : roles) {
                var grantee = quoting.escapeIdentifier(role);
                statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + grantee);
                statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + grantee);
                statement.execute("GRANT INSERT, UPDATE, DELETE ON " + String.join(", ", written) + " TO " + grantee);
            }
        }
    }
}
