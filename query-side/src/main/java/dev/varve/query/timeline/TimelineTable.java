package dev.varve.query.timeline;

import dev.varve.query.projection.Nanos;
import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** One row an event. Rows are only added: an event happens once. */
enum TimelineTable implements ViewTable<Long, TimelineEntry> {
    ROWS;

    static final String COLUMNS = "sequence, event_id, event_type, at_nanos, actor, target, run_id, summary, document";
    static final String OUTLINE = "sequence, event_id, event_type, at_nanos, actor, target, run_id, summary, ''";

    @Override
    public TimelineEntry load(Connection connection, Long sequence) throws SQLException {
        try (var query = connection.prepareStatement("select " + COLUMNS + " from timeline where sequence = ?")) {
            query.setLong(1, sequence);
            try (var row = query.executeQuery()) {
                return row.next() ? entry(row) : null;
            }
        }
    }

    @Override
    public void store(Connection connection, Map<Long, TimelineEntry> rows) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into timeline (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var entry : rows.values()) {
                set(insert, entry);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static TimelineEntry entry(ResultSet row) throws SQLException {
        return new TimelineEntry(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Nanos.toInstant(row.getLong(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }

    private static void set(PreparedStatement insert, TimelineEntry entry) throws SQLException {
        insert.setLong(1, entry.sequence());
        insert.setString(2, entry.eventId());
        insert.setString(3, entry.type());
        insert.setLong(4, Nanos.of(entry.at()));
        insert.setString(5, entry.actor());
        insert.setString(6, entry.target());
        insert.setString(7, entry.runId());
        insert.setString(8, entry.summary());
        insert.setString(9, entry.data());
    }
}
