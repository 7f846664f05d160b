package dev.varve.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.store.merkle.EventLeaf;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The stored events in the order of their index, one at a time. */
final class EventRows implements AutoCloseable {

    private static final String ALL = "SELECT global_index, aggregate_type, aggregate_id, sequence_number, event_id,"
            + " payload_type, payload_revision, recorded_at, metadata, payload FROM domain_event ORDER BY global_index";

    /** The whole log never stands in memory. */
    private static final int PAGE = 500;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private EventRow current;

    private EventRows(PreparedStatement statement) throws SQLException {
        this.statement = statement;
        statement.setFetchSize(PAGE);
        this.rows = statement.executeQuery();
        advance();
    }

    static EventRows all(Connection connection) throws SQLException {
        return new EventRows(connection.prepareStatement(ALL));
    }

    /** {@code null} after the last. */
    EventRow current() {
        return current;
    }

    void advance() throws SQLException {
        current = rows.next() ? read(rows) : null;
    }

    private static EventRow read(ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong(1),
                new EventLeaf(
                        StoredBytes.of(row, 2),
                        StoredBytes.of(row, 3),
                        row.getLong(4),
                        StoredBytes.of(row, 5),
                        StoredBytes.of(row, 6),
                        StoredBytes.of(row, 7),
                        StoredBytes.of(row, 8),
                        StoredBytes.of(row, 9),
                        StoredBytes.of(row, 10)));
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }

    /** One event at its index. */
    record EventRow(long index, EventLeaf leaf) {

        String eventId() {
            return text(leaf.eventId());
        }

        String aggregate() {
            return text(leaf.aggregateId());
        }

        String type() {
            return text(leaf.type());
        }

        private static String text(byte[] bytes) {
            return bytes == null ? null : new String(bytes, UTF_8);
        }
    }
}
