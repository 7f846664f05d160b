package dev.varve.engine.session;

import dev.varve.engine.database.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a tool's connection begins with on PostgreSQL: a name, settings by which the server notices soon that its client is gone, and a
 * shared lock by which the backend is known as long as it works, also after its client was killed. A setting that the user, the role,
 * the database or the server's configuration has chosen stays as it is; one that the server does not know is left out.
 */
public final class ToolSession {

    /** Any number of a tool's sessions hold it together; nobody ever waits for it. */
    private static final int LOCK_CLASS = 0x56415254;

    private static final String LOCK = "pg_catalog.pg_advisory_lock_shared(" + LOCK_CLASS + ", 0)";

    /**
     * A dead client is noticed between statements by TCP after 10 + 3 × 5 s, inside of a statement (since version 14) within 5 s
     * (<a href="https://www.postgresql.org/docs/current/runtime-config-connection.html">connection settings</a>).
     */
    private static final String SETTINGS = "('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'),"
            + " ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '30000'), ('client_connection_check_interval', '5000')";

    private static final String HOLDERS = "SELECT " + SessionRows.COLUMNS + " FROM pg_catalog.pg_stat_activity a WHERE "
            + SessionRows.HERE
            + " AND (a.application_name LIKE 'varve tool%' OR EXISTS (SELECT FROM pg_catalog.pg_locks l"
            + " WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = " + LOCK_CLASS
            + " AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d"
            + " WHERE d.datname = pg_catalog.current_database()))) ORDER BY a.pid";

    private static final String A_MOMENT = "SELECT pg_catalog.pg_sleep(0.1)";

    private ToolSession() {}

    /**
     * One statement for a connection that changes the database; its answer is of no interest, and its transaction is to be committed.
     *
     * @param name what the session calls itself, unless the user named it
     * @param lockTimeout how long its statements wait for a lock, unless the user set that; {@code null} without an end
     */
    public static String toChange(String name, Duration lockTimeout) {
        var settings =
                lockTimeout == null ? SETTINGS : SETTINGS + ", ('lock_timeout', '" + lockTimeout.toMillis() + "')";
        return "SELECT " + LOCK + ", " + settings(name, settings);
    }

    /** Likewise for a connection that only looks: nobody has to wait for it. */
    public static String toLook() {
        return "SELECT " + settings("varve look", SETTINGS);
    }

    private static String settings(String name, String settings) {
        return "(SELECT pg_catalog.count(pg_catalog.set_config(s.name, v.setting, false)) FROM pg_catalog.pg_settings s"
                + " JOIN (VALUES ('application_name', '" + name.replaceAll("[^A-Za-z0-9 _.@-]", "?") + "'), " + settings
                + ") v (name, setting) ON v.name = s.name WHERE s.source = 'default')";
    }

    /** Begins a connection that changes the database, by JDBC and in autocommit; its driver has named it already. */
    public static void begin(Connection connection, String name, Duration lockTimeout) throws SQLException {
        connection.setClientInfo("ApplicationName", name);
        try (var statement = connection.createStatement()) {
            statement.execute(toChange(name, lockTimeout));
        }
    }

    /**
     * Waits until none is there any more.
     *
     * @return those that stay after all
     * @throws dev.varve.engine.database.DatabaseUnreadable if the server cannot be asked
     */
    public static List<ServerSession> awaitTheirEnd(PostgresDatabase database, Duration longest) {
        var end = System.nanoTime() + longest.toNanos();
        try (var connection = database.openForLooking()) {
            var there = SessionRows.of(connection, HOLDERS);
            while (!there.isEmpty() && System.nanoTime() < end) {
                SessionRows.pause(connection, A_MOMENT);
                there = SessionRows.of(connection, HOLDERS);
            }
            return there;
        } catch (SQLException refused) {
            throw database.unreadable(refused);
        }
    }

    /** Those sessions' processes now, asked by a connection to the database. */
    public static Set<Integer> pids(Connection connection) throws SQLException {
        return SessionRows.of(connection, HOLDERS).stream()
                .map(ServerSession::pid)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A tool's sessions in a database that are still there: of a run that is going on, or whose client was killed while the server goes on
     * with its statement.
     *
     * @throws dev.varve.engine.database.DatabaseUnreadable if the server cannot be asked
     */
    public static List<ServerSession> stillThere(PostgresDatabase database) {
        try (var connection = database.openForLooking()) {
            return SessionRows.of(connection, HOLDERS);
        } catch (SQLException refused) {
            throw database.unreadable(refused);
        }
    }
}
