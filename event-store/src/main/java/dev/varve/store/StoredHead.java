package dev.varve.store;

import dev.varve.store.merkle.MerkleFrontier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/** The head as stored. */
@SuppressWarnings("ArrayRecordComponent") // compared by content, in isSameAs and belongsTo
record StoredHead(long size, byte[] root, byte[] frontier) {

    static final String SELECT = "SELECT size, root_hash, frontier FROM log_head";
    static final String UPDATE = "UPDATE log_head SET size = ?, root_hash = ?, frontier = ?";
    static final int PARAMETERS = 3;

    /** {@code null} if the row is gone. */
    static StoredHead read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SELECT)) {
            return of(row);
        }
    }

    /** The row of {@link #SELECT}, likewise. */
    static StoredHead of(ResultSet row) throws SQLException {
        return row.next() ? new StoredHead(row.getLong(1), StoredBytes.of(row, 2), StoredBytes.of(row, 3)) : null;
    }

    void write(Connection connection) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            set(update, 0);
            update.executeUpdate();
        }
    }

    /** Sets the parameters of {@link #UPDATE}, of which so many others stand before. */
    void set(PreparedStatement update, int before) throws SQLException {
        update.setLong(before + 1, size);
        update.setBytes(before + 2, root);
        update.setBytes(before + 3, frontier);
    }

    boolean isSameAs(StoredHead other) {
        return other != null
                && size == other.size
                && Arrays.equals(root, other.root)
                && Arrays.equals(frontier, other.frontier);
    }

    /** Whether root and peaks are those of the tree, whatever size the head tells. */
    boolean belongsTo(MerkleFrontier tree) {
        return Arrays.equals(root, tree.root()) && Arrays.equals(frontier, tree.encoded());
    }

    String inWords() {
        return "size " + size + ", root " + HexFormat.of().formatHex(root) + ", frontier "
                + HexFormat.of().formatHex(frontier);
    }
}
