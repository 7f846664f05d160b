package dev.varve.query.timeline;

import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** One row a day on which something was recorded. */
enum DayTable implements ViewTable<Long, Day> {
    ROWS;

    @Override
    public Day load(Connection connection, Long day) throws SQLException {
        try (var query = connection.prepareStatement(
                "select first_sequence, last_sequence from timeline_day where day_number = ?")) {
            query.setLong(1, day);
            try (var row = query.executeQuery()) {
                return row.next() ? new Day(day, row.getLong(1), row.getLong(2)) : null;
            }
        }
    }

    @Override
    public void store(Connection connection, Map<Long, Day> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from timeline_day where day_number = ?");
                var insert = connection.prepareStatement(
                        "insert into timeline_day (day_number, first_sequence, last_sequence) values (?, ?, ?)")) {
            for (var day : rows.values()) {
                delete.setLong(1, day.day());
                delete.addBatch();
                insert.setLong(1, day.day());
                insert.setLong(2, day.first());
                insert.setLong(3, day.last());
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }
}
