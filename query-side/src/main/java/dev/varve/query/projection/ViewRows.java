package dev.varve.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of one table that a transaction touches: each read at most once and written once, in one batch, however many events
 * concern it.
 */
public final class ViewRows<K, R> {

    private final Connection connection;
    private final ViewTable<K, R> table;
    private final Map<K, R> known = new HashMap<>();
    private final Map<K, R> changed = new LinkedHashMap<>();

    ViewRows(Connection connection, ViewTable<K, R> table) {
        this.connection = connection;
        this.table = table;
    }

    /** The row as this transaction sees it, or {@code null}. */
    public R get(K key) {
        if (!known.containsKey(key)) {
            try {
                known.put(key, table.load(connection, key));
            } catch (SQLException e) {
                throw ViewsUnusable.whenReading(e);
            }
        }
        return known.get(key);
    }

    /** Sets the row; it is written when the transaction commits. */
    public void put(K key, R row) {
        known.put(key, row);
        changed.put(key, row);
    }

    void write() throws SQLException {
        table.store(connection, changed);
        changed.clear();
    }
}
