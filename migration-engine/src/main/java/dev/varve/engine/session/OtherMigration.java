package dev.varve.engine.session;

import dev.varve.engine.database.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A migration that somebody runs beside Varve, such as a plain {@code alembic upgrade}: a session that holds what a migration holds.
 *
 * @param holds what that is, as a clause
 * @param isCertain whether nothing but a migration tool holds that; else it is at least one that changes the schema
 */
public record OtherMigration(ServerSession session, String holds, boolean isCertain) {

    /** What the tools call their tables unless told otherwise. */
    private static final Set<String> VERSION_TABLES = Set.of("alembic_version", "flyway_schema_history");

    private static final String HERE =
            "(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())";

    /**
     * Flyway's lock is the number that its name makes, plus the hash of its table's name, which may borrow from the upper half
     * (org.flywaydb.database.postgresql.PostgreSQLAdvisoryLockTemplate).
     */
    private static final String FLYWAYS_LOCK =
            "l.locktype = 'advisory' AND l.objsubid = 1 AND l.classid IN (18027, 18028) AND l.database = " + HERE;

    private static final String OF_A_TABLE = "l.locktype = 'relation' AND l.database = " + HERE;

    private static final String QUERY = "SELECT " + SessionRows.COLUMNS + ", l.locktype, l.mode,"
            + " COALESCE(c.relname, 'a table that is not committed yet') AS table,"
            + " COALESCE(c.relname = ANY (?), false) AS version FROM pg_catalog.pg_locks l"
            + " JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
            + " LEFT JOIN pg_catalog.pg_class c ON l.locktype = 'relation' AND c.oid = l.relation"
            + " WHERE " + SessionRows.HERE + " AND l.granted AND COALESCE(c.relpersistence, 'p') <> 't'"
            + " AND a.application_name NOT LIKE 'varve%' AND (" + FLYWAYS_LOCK + " OR " + OF_A_TABLE
            + " AND (c.relname = ANY (?) OR l.mode = 'AccessExclusiveLock'"
            + " AND COALESCE(c.relkind IN ('r', 'p', 'i', 'I', 'm'), true)))"
            + " ORDER BY a.pid, l.locktype, version DESC, l.mode, 10";

    /** As a clause. */
    public String inWords() {
        return (isCertain ? "another migration is running: " : "somebody changes the schema: ")
                + session.inWordsWithStatement() + ", which holds " + holds;
    }

    /**
     * Those that run in a database now, one for each session.
     *
     * @param versionTables the tool's own tables; those of either tool's default name are known
     * @throws dev.varve.engine.database.DatabaseUnreadable if the server cannot be asked
     */
    public static List<OtherMigration> in(PostgresDatabase database, Set<String> versionTables) {
        try (var connection = database.openForLooking()) {
            return in(connection, versionTables);
        } catch (SQLException refused) {
            throw database.unreadable(refused);
        }
    }

    static List<OtherMigration> in(Connection connection, Set<String> versionTables) throws SQLException {
        var names = new HashSet<>(VERSION_TABLES);
        versionTables.forEach(name -> names.add(name.substring(name.lastIndexOf('.') + 1)));
        var tables = connection.createArrayOf("text", names.toArray());
        var found = new ArrayList<OtherMigration>();
        try (var statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, tables);
            statement.setArray(2, tables);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var session = SessionRows.session(rows);
                    var isFlyways = rows.getString("locktype").equals("advisory");
                    var holds = isFlyways ? "Flyway's lock" : rows.getString("mode") + " on " + rows.getString("table");
                    if (found.isEmpty() || found.getLast().session().pid() != session.pid()) {
                        found.add(new OtherMigration(session, holds, isFlyways || rows.getBoolean("version")));
                    }
                }
            }
        }
        return found;
    }
}
