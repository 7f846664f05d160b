package dev.varve.engine.session;

import dev.varve.engine.database.SqlWithoutLiterals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Asks the server which sessions there are. Takes no lock that anybody could wait for. */
final class SessionRows {

    /** The columns of a {@link ServerSession}, of {@code pg_stat_activity a}. */
    static final String COLUMNS = "a.pid, COALESCE(a.application_name, '') AS application, a.usename AS role,"
            + " pg_catalog.host(a.client_addr) AS client, a.backend_start AS since, a.state, a.query AS statement";

    /** Clients alone: of others' sessions a plain role does not see the kind, but the server's own processes have no role. */
    static final String OF_CLIENTS =
            "a.usename IS NOT NULL AND COALESCE(a.backend_type, 'client backend') = 'client backend'"
                    + " AND a.pid <> pg_catalog.pg_backend_pid()";

    /** In the connection's own database. */
    static final String HERE = "a.datname = pg_catalog.current_database() AND " + OF_CLIENTS;

    private static final String HIDDEN = "<insufficient privilege>";
    private static final SqlWithoutLiterals SHOWN = new SqlWithoutLiterals(name -> false);

    private SessionRows() {}

    /**
     * The sessions that a query finds.
     *
     * @param query a constant that selects {@link #COLUMNS}
     * @param parameters texts and numbers for its question marks
     */
    static List<ServerSession> of(Connection connection, String query, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            set(statement, parameters);
            var found = new ArrayList<ServerSession>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(session(rows));
                }
            }
            return found;
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (var at = 0; at < parameters.length; at++) {
            statement.setObject(at + 1, parameters[at]);
        }
    }

    static ServerSession session(ResultSet row) throws SQLException {
        var statement = row.getString("statement");
        var hasNone = statement == null || statement.isBlank() || statement.equals(HIDDEN);
        return new ServerSession(
                row.getInt("pid"),
                row.getString("application"),
                row.getString("role"),
                row.getString("client"),
                instant(row, "since"),
                row.getString("state"),
                hasNone ? null : SHOWN.of(statement));
    }

    /** Waits on the server. */
    static void pause(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(question);
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
