package dev.varve.store;

import dev.varve.store.EventRows.EventRow;
import dev.varve.store.LeafRows.LeafRow;
import dev.varve.store.LogVerdict.Failure;
import dev.varve.store.LogVerdict.What;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Why an event does not fit its leaf. Two questions decide: does the event that belongs here stand elsewhere, and does the event that stands
 * here belong elsewhere?
 */
final class LeafMismatch {

    private final Connection connection;

    LeafMismatch(Connection connection) {
        this.connection = connection;
    }

    Failure classify(EventRow event, byte[] hash, LeafRow leaf) throws SQLException {
        var belongsTo = leafWith(hash);
        boolean expectedStandsElsewhere = someEventHas(leaf.hash());
        var found = "leaf " + HexFormat.of().formatHex(hash)
                + (belongsTo.isPresent() ? ", which belongs to sequence " + (belongsTo.getAsLong() + 1) : "");
        return LogWalk.of(
                event,
                kind(expectedStandsElsewhere, belongsTo.isPresent()),
                "leaf " + HexFormat.of().formatHex(leaf.hash()),
                found);
    }

    private static What kind(boolean expectedStandsElsewhere, boolean foundBelongsElsewhere) {
        if (expectedStandsElsewhere) {
            return foundBelongsElsewhere ? What.REORDERED : What.INSERTED;
        }
        return foundBelongsElsewhere ? What.DROPPED : What.ALTERED;
    }

    private OptionalLong leafWith(byte[] hash) throws SQLException {
        try (var select = connection.prepareStatement("SELECT leaf_index FROM merkle_leaf WHERE leaf_hash = ?")) {
            select.setBytes(1, hash);
            try (var row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private boolean someEventHas(byte[] hash) throws SQLException {
        try (var events = EventRows.all(connection)) {
            for (; events.current() != null; events.advance()) {
                if (Arrays.equals(events.current().leaf().hash(), hash)) {
                    return true;
                }
            }
            return false;
        }
    }
}
