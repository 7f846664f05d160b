package dev.varve.query.runs;

import dev.varve.query.projection.Nanos;
import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;

/** One row a run. */
enum RunTable implements ViewTable<String, RunLine> {
    ROWS;

    static final String COLUMNS =
            "run_id, target, kind, outcome, started_at, ended_at, actor, reason, ticket, steps_done,"
                    + " steps_planned, first_sequence, last_sequence";

    @Override
    public RunLine load(Connection connection, String runId) throws SQLException {
        try (var query = connection.prepareStatement("select " + COLUMNS + " from run where run_id = ?")) {
            query.setString(1, runId);
            try (var row = query.executeQuery()) {
                return row.next() ? line(row) : null;
            }
        }
    }

    @Override
    public void store(Connection connection, Map<String, RunLine> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from run where run_id = ?");
                var insert = connection.prepareStatement(
                        "insert into run (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var line : rows.values()) {
                delete.setString(1, line.runId());
                delete.addBatch();
                set(insert, line);
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    static RunLine line(ResultSet row) throws SQLException {
        return new RunLine(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Nanos.toInstant(row.getLong(5)),
                ended(row),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getInt(10),
                row.getInt(11),
                row.getLong(12),
                row.getLong(13));
    }

    private static Instant ended(ResultSet row) throws SQLException {
        long at = row.getLong(6);
        return row.wasNull() ? null : Nanos.toInstant(at);
    }

    private static void set(PreparedStatement insert, RunLine line) throws SQLException {
        insert.setString(1, line.runId());
        insert.setString(2, line.target());
        insert.setString(3, line.kind());
        insert.setString(4, line.outcome());
        insert.setLong(5, Nanos.of(line.startedAt()));
        if (line.endedAt() == null) {
            insert.setNull(6, Types.BIGINT);
        } else {
            insert.setLong(6, Nanos.of(line.endedAt()));
        }
        insert.setString(7, line.actor());
        insert.setString(8, line.reason());
        insert.setString(9, line.ticket());
        insert.setInt(10, line.stepsDone());
        insert.setInt(11, line.stepsPlanned());
        insert.setLong(12, line.firstSequence());
        insert.setLong(13, line.lastSequence());
    }
}
