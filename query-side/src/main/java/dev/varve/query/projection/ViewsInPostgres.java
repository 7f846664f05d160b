package dev.varve.query.projection;

import dev.varve.store.SchemaBeside;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The read model that several nodes share, beside the events of a shared store. The row of the position is the write lock, and the server's
 * clock the one that claims are held against: the clocks of machines differ. A commit is not synchronous: what a crash of the server takes is
 * taken in again, and its log keeps rows and position consistent.
 */
record ViewsInPostgres(SchemaBeside schema) implements Views.Connections {

    private static final String LOCK = "select 1 from view_position where id = 1 for update; select clock_timestamp()";
    /** {@code "varv"}, and then the work: neither that of an append nor that of the events' schema. */
    private static final long MIGRATION_LOCK = 0x76617276_00000002L;

    static Views open(SchemaBeside schema) {
        try {
            bringUpToDate(schema);
            return new Views(new ViewsInPostgres(schema));
        } catch (SQLException | RuntimeException e) {
            throw ViewsUnusable.whenOpening(schema.inWords(), e);
        }
    }

    @Override
    public Connection open() throws SQLException {
        return WithoutNul.of(schema.connect());
    }

    /** Two statements: the moment is one after the wait. */
    @Override
    public Instant lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.execute();
            statement.getMoreResults();
            try (var row = statement.getResultSet()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    /** One process at a time, because several nodes may start at once; whoever comes second finds it done. */
    static void bringUpToDate(SchemaBeside schema) throws SQLException {
        try (var connection = schema.connect()) {
            if (isCurrent(connection, schema)) {
                return;
            }
            try (var statement = connection.createStatement()) {
                // Held as long as this connection.
                statement.execute("select pg_advisory_lock(" + MIGRATION_LOCK + ")");
            }
            if (!isCurrent(connection, schema)) {
                ViewsSchema.migrate(schema);
            }
            if (!isCurrent(connection, schema)) {
                throw new SQLException("a read model of another release");
            }
        }
    }

    private static boolean isCurrent(Connection connection, SchemaBeside schema) throws SQLException {
        try (var query = connection.prepareStatement(
                "select 1 from pg_tables where schemaname = ? and tablename = 'flyway_schema_history'")) {
            query.setString(1, schema.name());
            try (var row = query.executeQuery()) {
                return row.next() && ViewsSchema.isCurrent(connection);
            }
        }
    }

    /** Whether the role may write it, or make it. */
    static boolean mayBeWritten(SchemaBeside schema) {
        try (var connection = schema.connect();
                var query = connection.prepareStatement("""
                        select case
                            when n.oid is null then has_database_privilege(current_database(), 'CREATE')
                            when t.oid is null then has_schema_privilege(n.oid, 'CREATE')
                            else has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(t.oid, 'UPDATE')
                        end
                        from (select 1) one
                        left join pg_namespace n on n.nspname = ?
                        left join pg_class t on t.relnamespace = n.oid and t.relname = 'view_position'
                        """)) {
            query.setString(1, schema.name());
            try (var row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw ViewsUnusable.whenOpening(schema.inWords(), e);
        }
    }
}
