package dev.varve.engine.session;

import dev.varve.engine.database.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lock held in the server: one run at a time on one database, whatever host and whatever store it comes from. An advisory lock of
 * one session of Varve's own, so it goes with that session: when Varve lets it go, when Varve is killed, when the server is stopped.
 *
 * <p>It stands in the database {@code postgres} and is keyed by the watched database's name: a session inside of the watched one
 * would keep it from being renamed, which is how a restored one takes its place. A role that may not enter {@code postgres} holds it in the watched
 * database; everybody looks for it in both.
 */
public final class ServerLock implements AutoCloseable {

    private static final String ELSEWHERE = "postgres";
    private static final int LOCK_CLASS = 0x56415256;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int LOOKS = 20;

    /** No such database, no right to connect, not let in. */
    private static final Set<String> NO_ENTRY = Set.of("3D000", "42501", "28000");

    private static final String PREPARE = "SELECT pg_catalog.count(pg_catalog.set_config(s.name, v.setting, false))"
            + " FROM pg_catalog.pg_settings s JOIN (VALUES ('idle_session_timeout', '0'), ('statement_timeout', '0'),"
            + " ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3'))"
            + " v (name, setting) ON v.name = s.name";
    private static final String TAKE =
            "SELECT pg_catalog.pg_try_advisory_lock(" + LOCK_CLASS + ", pg_catalog.hashtext(?))";
    private static final String IS_OURS = "l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND l.classid = "
            + LOCK_CLASS + " AND l.objid = pg_catalog.hashtext(?)::oid";
    private static final String HELD =
            "SELECT 1 FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND " + IS_OURS;
    private static final String HOLDERS = "SELECT " + SessionRows.COLUMNS + " FROM pg_catalog.pg_locks l"
            + " JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE " + IS_OURS + " AND " + SessionRows.OF_CLIENTS
            + " ORDER BY a.pid";
    private static final String A_MOMENT = "SELECT pg_catalog.pg_sleep(0.05)";

    private final Connection connection;
    private final String database;

    private ServerLock(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
    }

    /**
     * Takes the lock, or tells who has it. Never waits for it.
     *
     * @throws ServerHeld if another has it
     * @throws dev.varve.engine.database.DatabaseUnreadable if the server cannot be asked
     */
    public static ServerLock take(PostgresDatabase database, SessionName name) {
        try {
            var connection = open(database);
            try {
                prepare(connection, name);
                takeOrTell(connection, database.address().name());
                return new ServerLock(connection, database.address().name());
            } catch (SQLException | RuntimeException failed) {
                try (connection) {
                    throw failed;
                }
            }
        } catch (SQLException refused) {
            throw database.unreadable(refused);
        }
    }

    /** Who has the lock now; nobody who takes it is disturbed.
     *
     * @throws dev.varve.engine.database.DatabaseUnreadable if the server cannot be asked
     */
    public static Optional<ServerHeld.Holder> seen(PostgresDatabase database) {
        try (var connection = database.openForLooking()) {
            return holders(connection, database.address().name()).stream()
                    .findFirst()
                    .map(ServerHeld.Holder::of);
        } catch (SQLException refused) {
            throw database.unreadable(refused);
        }
    }

    private static Connection open(PostgresDatabase database) throws SQLException {
        try {
            return database.named(ELSEWHERE).openForChanging();
        } catch (SQLException refused) {
            if (!NO_ENTRY.contains(refused.getSQLState())) {
                throw refused;
            }
            return database.openForChanging();
        }
    }

    private static void prepare(Connection connection, SessionName name) throws SQLException {
        connection.setClientInfo("ApplicationName", name.text());
        connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
        try (var statement = connection.createStatement()) {
            statement.execute(PREPARE);
        }
    }

    /** Who let it go between two of the questions is asked about again; who holds it in the other database is one of the holders. */
    private static void takeOrTell(Connection connection, String database) throws SQLException {
        for (var look = 0; look < LOOKS; look++) {
            var taken = tried(connection, database);
            var others = holders(connection, database);
            if (!others.isEmpty()) {
                throw new ServerHeld(ServerHeld.Holder.of(others.getFirst()));
            }
            if (taken) {
                return;
            }
            SessionRows.pause(connection, A_MOMENT);
        }
        throw new SQLException("the lock is held by a session that the server does not show");
    }

    private static List<ServerSession> holders(Connection connection, String database) throws SQLException {
        return SessionRows.of(connection, HOLDERS, database);
    }

    private static boolean tried(Connection connection, String database) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, database);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Whether the server says that this session still has the lock; a server that does not answer in ten seconds says no. */
    public synchronized boolean isHeld() {
        try (var statement = connection.prepareStatement(HELD)) {
            statement.setString(1, database);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        } catch (SQLException gone) {
            return false;
        }
    }

    /** Lets it go, if it is not gone already. */
    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // With the session its lock is gone, which is what was wanted.
        }
    }
}
