package dev.varve.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A column's bytes as they are in the file. */
final class StoredBytes {

    private StoredBytes() {}

    /** Text as its UTF-8 bytes; {@code null} for NULL alone, whatever the driver gives for no bytes. */
    static byte[] of(ResultSet row, int column) throws SQLException {
        var bytes = row.getBytes(column);
        if (bytes != null) {
            return bytes;
        }
        return row.getObject(column) == null ? null : new byte[0];
    }
}
