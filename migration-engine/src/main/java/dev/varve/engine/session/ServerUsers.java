package dev.varve.engine.session;

import dev.varve.engine.database.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who uses a database beside Varve: sessions, and transactions that were prepared and that nobody has ended.
 *
 * @param sessions without those that migrate
 * @param migrations what is run beside Varve
 */
public record ServerUsers(List<ServerSession> sessions, List<OtherMigration> migrations, List<Prepared> prepared) {

    private static final String SESSIONS =
            "SELECT " + SessionRows.COLUMNS + " FROM pg_catalog.pg_stat_activity a WHERE " + SessionRows.HERE
                    + " AND a.application_name NOT LIKE 'varve%' ORDER BY a.application_name, a.pid";
    private static final String PREPARED = "SELECT p.gid, p.owner, p.prepared FROM pg_catalog.pg_prepared_xacts p"
            + " WHERE p.database = pg_catalog.current_database() ORDER BY p.prepared";
    private static final String A_MOMENT = "SELECT pg_catalog.pg_sleep(0.1)";
    private static final int MOMENTS = 10;

    public ServerUsers {
        sessions = List.copyOf(sessions);
        migrations = List.copyOf(migrations);
        prepared = List.copyOf(prepared);
    }

    /**
     * A prepared transaction.
     *
     * @param id what its coordinator calls it
     */
    public record Prepared(String id, String owner, Instant since) {}

    /**
     * Looks. A session that ends within a second, such as one of a tool that has just looked, is nobody.
     *
     * @throws dev.varve.engine.database.DatabaseUnreadable if the server cannot be asked
     */
    public static ServerUsers of(PostgresDatabase database) {
        try (var connection = database.openForLooking()) {
            var users = look(connection);
            for (var moment = 0; moment < MOMENTS && !users.sessions().isEmpty(); moment++) {
                SessionRows.pause(connection, A_MOMENT);
                users = look(connection);
            }
            return users;
        } catch (SQLException refused) {
            throw database.unreadable(refused);
        }
    }

    private static ServerUsers look(Connection connection) throws SQLException {
        var migrations = OtherMigration.in(connection, Set.of());
        var pids =
                migrations.stream().map(migration -> migration.session().pid()).toList();
        var sessions = SessionRows.of(connection, SESSIONS).stream()
                .filter(session -> !pids.contains(session.pid()))
                .toList();
        return new ServerUsers(sessions, migrations, prepared(connection));
    }

    private static List<Prepared> prepared(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(PREPARED)) {
            var found = new ArrayList<Prepared>();
            while (rows.next()) {
                found.add(new Prepared(
                        rows.getString("gid"), rows.getString("owner"), SessionRows.instant(rows, "prepared")));
            }
            return found;
        }
    }
}
