package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.RestoreRefused;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Gives a new database the name of a watched one, which is kept under another. Both renames are one transaction: whoever is killed, the name
 * leads to the one or to the other.
 */
final class DatabaseSwap {

    private static final String SESSIONS = "SELECT COALESCE(pg_catalog.string_agg(pg_catalog.format('pid %s (role %s,"
            + " application \"%s\")', a.pid, a.usename, a.application_name), '; ' ORDER BY a.pid), '')"
            + " FROM pg_catalog.pg_stat_activity a WHERE a.datname = ? AND a.backend_type = 'client backend'"
            + " AND a.pid <> ?";
    private static final String PREPARED =
            "SELECT COALESCE(pg_catalog.string_agg('prepared transaction ' || p.gid, '; '), '')"
                    + " FROM pg_catalog.pg_prepared_xacts p WHERE p.database = ?";
    private static final String END_SESSIONS = "SELECT pg_catalog.pg_terminate_backend(a.pid)"
            + " FROM pg_catalog.pg_stat_activity a WHERE a.datname = ? AND a.backend_type = 'client backend'";

    private static final int NOBODY = 0;
    private static final int MOMENTS = 10;
    private static final String A_MOMENT = "SELECT pg_catalog.pg_sleep(0.1)";

    private final Connection elsewhere;
    private final String database;
    private final OwnName made;

    /** @param elsewhere a connection to neither of them */
    DatabaseSwap(Connection elsewhere, String database, OwnName made) {
        this.elsewhere = elsewhere;
        this.database = database;
        this.made = made;
    }

    boolean exists(String name) throws SQLException {
        return Sql.one(elsewhere, "SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?", name) != null;
    }

    /**
     * A session that was closed a moment ago, such as one of our own look, is given time to end.
     *
     * @throws RestoreRefused naming who is connected
     */
    void requireNobody() throws SQLException {
        requireNobodyBut(NOBODY);
    }

    /**
     * Likewise, but for one session of our own.
     *
     * @param pid of its backend
     */
    void requireNobodyBut(int pid) throws SQLException {
        var users = users(pid);
        for (var moment = 0; moment < MOMENTS && !users.isEmpty(); moment++) {
            Sql.one(elsewhere, A_MOMENT);
            users = users(pid);
        }
        if (!users.isEmpty()) {
            throw inUse(users);
        }
    }

    private String users(int exceptPid) throws SQLException {
        var sessions = Sql.one(elsewhere, SESSIONS, database, exceptPid);
        var prepared = Sql.one(elsewhere, PREPARED, database);
        return sessions.isEmpty() || prepared.isEmpty() ? sessions + prepared : sessions + "; " + prepared;
    }

    /** Lets nobody in any more; who is in stays. */
    void bar() throws SQLException {
        allowConnections(database, false);
    }

    /** Lets nobody in any more, and ends who is. */
    void close() throws SQLException {
        bar();
        Sql.texts(elsewhere, END_SESSIONS, database);
    }

    void open() throws SQLException {
        allowConnections(database, true);
    }

    /**
     * Renames both, or the new one alone if there is no other.
     *
     * @return what the former is called now; {@code null} if there was none
     * @throws RestoreRefused if somebody is connected after all; nothing was renamed
     */
    String swap() throws SQLException {
        var old = exists(database) ? made.as(OwnName.Kind.OLD).toString() : null;
        elsewhere.setAutoCommit(false);
        try {
            if (old != null) {
                rename(database, old);
                allowConnections(old, true);
            }
            rename(made.toString(), database);
            elsewhere.commit();
        } catch (SQLException refused) {
            takeBack(refused);
            if (Trouble.is(Trouble.IN_USE, refused)) {
                throw inUse(refused.getMessage());
            }
            throw refused;
        }
        elsewhere.setAutoCommit(true);
        return old;
    }

    /** Where the server went away, the connection cannot, and there is nothing to take back by it. */
    private void takeBack(SQLException first) {
        try {
            elsewhere.rollback();
            elsewhere.setAutoCommit(true);
        } catch (SQLException gone) {
            first.addSuppressed(gone);
        }
    }

    private void rename(String from, String to) throws SQLException {
        Sql.run(elsewhere, "ALTER DATABASE " + Sql.name(from) + " RENAME TO " + Sql.name(to));
    }

    private void allowConnections(String name, boolean allowed) throws SQLException {
        Sql.run(elsewhere, "ALTER DATABASE " + Sql.name(name) + " WITH ALLOW_CONNECTIONS " + allowed);
    }

    private RestoreRefused inUse(String users) {
        return new RestoreRefused(
                database, "nobody else to be connected to it", users, "stop the application, then restore again");
    }
}
