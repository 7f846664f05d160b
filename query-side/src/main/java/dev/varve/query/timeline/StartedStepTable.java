package dev.varve.query.timeline;

import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The steps' intents, which a later outcome refers to. */
enum StartedStepTable implements ViewTable<StepKey, StartedStep> {
    ROWS;

    @Override
    public StartedStep load(Connection connection, StepKey key) throws SQLException {
        try (var query = connection.prepareStatement(
                "select total, message from started_step where run_id = ? and ordinal = ?")) {
            query.setString(1, key.runId());
            query.setInt(2, key.ordinal());
            try (var row = query.executeQuery()) {
                return row.next() ? new StartedStep(row.getInt(1), row.getString(2)) : null;
            }
        }
    }

    @Override
    public void store(Connection connection, Map<StepKey, StartedStep> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from started_step where run_id = ? and ordinal = ?");
                var insert = connection.prepareStatement(
                        "insert into started_step (run_id, ordinal, total, message) values (?, ?, ?, ?)")) {
            for (var row : rows.entrySet()) {
                delete.setString(1, row.getKey().runId());
                delete.setInt(2, row.getKey().ordinal());
                delete.addBatch();
                insert.setString(1, row.getKey().runId());
                insert.setInt(2, row.getKey().ordinal());
                insert.setInt(3, row.getValue().total());
                insert.setString(4, row.getValue().message());
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }
}
