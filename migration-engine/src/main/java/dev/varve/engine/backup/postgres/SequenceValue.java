package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a sequence stands. Sequences are outside of transactions: a snapshot shows them as they are now.
 *
 * @param called whether {@code last} was given out
 */
public record SequenceValue(long last, boolean called) {

    private static final String SEQUENCES = "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d"
            + " WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')";

    /** Every sequence but those that belong to an extension, by its quoted name. */
    static Map<String, SequenceValue> all(Connection connection) throws SQLException {
        var values = new TreeMap<String, SequenceValue>();
        try (var statement = connection.createStatement();
                var sequences = statement.executeQuery(SEQUENCES)) {
            while (sequences.next()) {
                var name = Sql.name(sequences.getString(1)) + "." + Sql.name(sequences.getString(2));
                values.put(name, of(connection, name));
            }
        }
        return values;
    }

    private static SequenceValue of(Connection connection, String quotedName) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT last_value, is_called FROM " + quotedName)) {
            row.next();
            return new SequenceValue(row.getLong(1), row.getBoolean(2));
        }
    }

    /** Whether this is a value that a sequence passed on its way from one to the other. */
    boolean isBetween(SequenceValue one, SequenceValue other) {
        if (one.equals(other)) {
            return equals(one);
        }
        return last >= Math.min(one.last, other.last) && last <= Math.max(one.last, other.last);
    }

    String inWords() {
        return last + (called ? "" : ", not given out yet");
    }
}
