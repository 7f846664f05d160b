package dev.varve.query.backups;

import dev.varve.query.projection.Document;
import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row a backup. */
enum BackupTable implements ViewTable<BackupKey, BackupView> {
    ROWS;

    @Override
    public BackupView load(Connection connection, BackupKey key) throws SQLException {
        try (var query =
                connection.prepareStatement("select document from backup where target = ? and backup_id = ?")) {
            query.setString(1, key.target());
            query.setString(2, key.id());
            return read(query).stream().findFirst().orElse(null);
        }
    }

    @Override
    public void store(Connection connection, Map<BackupKey, BackupView> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from backup where target = ? and backup_id = ?");
                var insert = connection.prepareStatement(
                        "insert into backup (target, backup_id, proven, sequence, document) values (?, ?, ?, ?, ?)")) {
            for (var row : rows.entrySet()) {
                setKey(delete, row.getKey());
                delete.addBatch();
                setKey(insert, row.getKey());
                insert.setInt(3, row.getValue().state() == BackupState.PROVEN ? 1 : 0);
                insert.setLong(4, row.getValue().sequence());
                insert.setString(5, Document.write(row.getValue()));
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    static List<BackupView> read(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            var backups = new ArrayList<BackupView>();
            while (row.next()) {
                backups.add(Document.read(row.getString(1), BackupView.class));
            }
            return backups;
        }
    }

    private static void setKey(PreparedStatement statement, BackupKey key) throws SQLException {
        statement.setString(1, key.target());
        statement.setString(2, key.id());
    }
}
