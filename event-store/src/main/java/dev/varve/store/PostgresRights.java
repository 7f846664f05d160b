package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Who may do what with a shared store. A recorder adds events and moves the head on, a dashboard reads; nobody but the owner of the tables may
 * alter or delete what is recorded, and even the owner meets the triggers first.
 *
 * @param recorders roles of those who run commands
 * @param dashboards roles of those who only look, and keep the views
 */
public record PostgresRights(List<String> recorders, List<String> dashboards) {

    private static final String EVERY_TABLE = "event_store, domain_event, snapshot_event, merkle_leaf, log_head, blob";

    public PostgresRights {
        recorders = List.copyOf(recorders);
        dashboards = List.copyOf(dashboards);
    }

    /** Grants them, in the schema that the connection's names are of. */
    void grant(Connection connection, String schema) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements(connection.unwrap(PGConnection.class), schema)) {
                statement.execute(sql);
            }
        }
    }

    private List<String> statements(PGConnection quoting, String schema) throws SQLException {
        var statements = new ArrayList<String>();
        for (var recorder : recorders) {
            var role = quoting.escapeIdentifier(recorder);
            statements.addAll(reading(quoting.escapeIdentifier(schema), role));
            statements.add("GRANT INSERT ON domain_event, snapshot_event, merkle_leaf, blob TO " + role);
            statements.add("GRANT UPDATE (size, root_hash, frontier) ON log_head TO " + role);
        }
        for (var dashboard : dashboards) {
            statements.addAll(reading(quoting.escapeIdentifier(schema), quoting.escapeIdentifier(dashboard)));
        }
        return statements;
    }

    private static List<String> reading(String schema, String role) {
        return List.of(
                "GRANT USAGE ON SCHEMA " + schema + " TO " + role, "GRANT SELECT ON " + EVERY_TABLE + " TO " + role);
    }
}
