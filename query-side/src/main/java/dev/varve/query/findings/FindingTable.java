package dev.varve.query.findings;

import dev.varve.query.projection.Nanos;
import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The findings of one target, kept together. */
enum FindingTable implements ViewTable<String, List<FindingView>> {
    ROWS;

    private static final String COLUMNS = "target, code, severity, message, remedy, first_at, last_at, sequence";

    @Override
    public List<FindingView> load(Connection connection, String target) throws SQLException {
        try (var query =
                connection.prepareStatement("select " + COLUMNS + " from finding where target = ? order by ordinal")) {
            query.setString(1, target);
            return read(query);
        }
    }

    @Override
    public void store(Connection connection, Map<String, List<FindingView>> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from finding where target = ?");
                var insert = connection.prepareStatement(
                        "insert into finding (" + COLUMNS + ", ordinal) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var row : rows.entrySet()) {
                delete.setString(1, row.getKey());
                delete.addBatch();
                int ordinal = 0;
                for (var finding : row.getValue()) {
                    set(insert, finding, ordinal++);
                    insert.addBatch();
                }
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    static List<FindingView> read(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            var findings = new ArrayList<FindingView>();
            while (row.next()) {
                findings.add(finding(row));
            }
            return findings;
        }
    }

    private static FindingView finding(ResultSet row) throws SQLException {
        return new FindingView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Nanos.toInstant(row.getLong(6)),
                Nanos.toInstant(row.getLong(7)),
                row.getLong(8));
    }

    private static void set(PreparedStatement insert, FindingView finding, int ordinal) throws SQLException {
        insert.setString(1, finding.target());
        insert.setString(2, finding.code());
        insert.setString(3, finding.severity());
        insert.setString(4, finding.message());
        insert.setString(5, finding.remedy());
        insert.setLong(6, Nanos.of(finding.firstAt()));
        insert.setLong(7, Nanos.of(finding.lastAt()));
        insert.setLong(8, finding.sequence());
        insert.setInt(9, ordinal);
    }
}
