package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** One read transaction of ours, which other sessions may look through: what is dumped is what is counted. */
final class ExportedSnapshot implements AutoCloseable {

    private static final int VERSION_UNIT = 10_000;

    private final Connection connection;
    private final String id;

    private ExportedSnapshot(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    /** @param lockWait how long a table that another session holds exclusively is waited for */
    static ExportedSnapshot open(PostgresAccess access, String database, String applicationName, Duration lockWait)
            throws SQLException {
        var connection = begin(access, database, applicationName);
        try {
            Sql.one(connection, "SELECT pg_catalog.set_config('lock_timeout', ?, true)", lockWait.toMillis() + "ms");
            return new ExportedSnapshot(connection, Sql.one(connection, "SELECT pg_catalog.pg_export_snapshot()"));
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** A connection inside of a read transaction that sees one state of its database. */
    static Connection begin(PostgresAccess access, String database, String applicationName) throws SQLException {
        var connection = access.open(database, applicationName);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    Connection connection() {
        return connection;
    }

    /** As {@code pg_dump --snapshot} takes it. */
    String id() {
        return id;
    }

    String serverVersion() throws SQLException {
        return Sql.one(connection, "SHOW server_version");
    }

    static int major(Connection connection) throws SQLException {
        return Integer.parseInt(Sql.one(connection, "SHOW server_version_num")) / VERSION_UNIT;
    }

    /** What a dump has to hold: tables and large objects, without indexes, which are no part of it. */
    long contentBytes() throws SQLException {
        return Long.parseLong(Sql.one(
                connection,
                "SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_table_size(c.oid)), 0)::bigint FROM pg_catalog.pg_class c"
                        + " WHERE c.relkind IN ('r', 'm') AND (c.relnamespace <> 'pg_catalog'::pg_catalog.regnamespace"
                        + " OR c.oid = 'pg_catalog.pg_largeobject'::pg_catalog.regclass)"));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
