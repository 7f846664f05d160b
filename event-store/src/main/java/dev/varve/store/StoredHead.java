package dev.varve.store;

import dev.varve.store.merkle.MerkleFrontier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/** The head as stored. */
@SuppressWarnings("ArrayRecordComponent") // compared by content, in belongsTo
record StoredHead(long size, byte[] root, byte[] frontier) {

    /** {@code null} if the row is gone. */
    static StoredHead read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT size, root_hash, frontier FROM log_head")) {
            return row.next() ? new StoredHead(row.getLong(1), StoredBytes.of(row, 2), StoredBytes.of(row, 3)) : null;
        }
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
