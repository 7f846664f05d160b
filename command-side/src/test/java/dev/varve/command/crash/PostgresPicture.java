package dev.varve.command.crash;

import dev.varve.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a database on PostgreSQL is, by its catalogue and plain SELECTs. Where a sequence stands is left out: no rollback takes that back. */
final class PostgresPicture {

    private static final String OBJECTS = """
            SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.relname, (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), ''),
                    ', ' ORDER BY a.attnum)
                FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            FROM pg_class c WHERE c.relkind IN ('r', 'p', 'S') AND c.relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'index ' || i.indexrelid::regclass, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || pg_get_indexdef(i.indexrelid)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'constraint ' || c.conrelid::regclass || ' ' || c.conname, pg_get_constraintdef(c.oid)
            FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'type ' || t.typname, (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
            FROM pg_type t WHERE t.typtype = 'e' AND t.typnamespace = 'public'::regnamespace""";

    private static final List<String> OF_THE_TOOL = List.of("alembic_version", "flyway_schema_history");
    private static final String VERSION_OF_FLYWAY =
            "SELECT version, '' FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1";

    private final Connection connection;

    private PostgresPicture(Connection connection) {
        this.connection = connection;
    }

    static Picture of(PostgresTestDatabase database) {
        try (var connection = database.open()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return new PostgresPicture(connection).look();
        } catch (SQLException unreadable) {
            return new Picture(null, Map.of(), Map.of(), Map.of(), unreadable.getMessage());
        }
    }

    private Picture look() throws SQLException {
        var objects = pairs(OBJECTS);
        var rows = new TreeMap<String, Long>();
        var contents = new TreeMap<String, String>();
        for (var object : objects.keySet()) {
            if (object.startsWith("table ")) {
                count(object.substring("table ".length()), rows, contents);
            }
        }
        var version = version(rows);
        objects.keySet().removeIf(name -> OF_THE_TOOL.stream().anyMatch(name::contains));
        return new Picture(version, objects, rows, contents, "ok");
    }

    private void count(String table, Map<String, Long> rows, Map<String, String> contents) throws SQLException {
        var row = table.equals("flyway_schema_history")
                ? "(version, description, type, script, checksum, success)::text"
                : "t::text";
        var found = pairs("SELECT count(*), md5(COALESCE(string_agg(" + row + ", E'\\n' ORDER BY " + row
                + " COLLATE \"C\"), '')) FROM \"" + table.replace("\"", "\"\"") + "\" t");
        rows.put(table, Long.valueOf(found.firstKey()));
        contents.put(table, found.get(found.firstKey()));
    }

    private String version(Map<String, Long> tables) throws SQLException {
        if (tables.containsKey("alembic_version")) {
            return String.join(
                    "; ", pairs("SELECT version_num, '' FROM alembic_version").keySet());
        }
        return tables.containsKey("flyway_schema_history")
                ? String.join("; ", pairs(VERSION_OF_FLYWAY).keySet())
                : null;
    }

    private SortedMap<String, String> pairs(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var pairs = new TreeMap<String, String>();
            while (result.next()) {
                pairs.put(result.getString(1), result.getString(2));
            }
            return pairs;
        }
    }
}
