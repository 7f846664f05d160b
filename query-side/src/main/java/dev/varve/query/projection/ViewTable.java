package dev.varve.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * How the rows of one view are read and written.
 *
 * @param <K> what tells rows apart
 * @param <R> a row, or the rows that share a key
 */
public interface ViewTable<K, R> {

    /** The row, or {@code null} if there is none. */
    R load(Connection connection, K key) throws SQLException;

    /** Writes rows in batches, over those with the same keys. */
    void store(Connection connection, Map<K, R> rows) throws SQLException;
}
