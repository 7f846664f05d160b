package dev.varve.query.status;

import dev.varve.query.projection.Document;
import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row a target. */
enum StatusTable implements ViewTable<String, Belief> {
    ROWS;

    @Override
    public Belief load(Connection connection, String target) throws SQLException {
        try (var query = connection.prepareStatement("select document from target_status where target = ?")) {
            query.setString(1, target);
            try (var row = query.executeQuery()) {
                return row.next() ? Document.read(row.getString(1), Belief.class) : null;
            }
        }
    }

    /** Every row, by name. */
    static List<Belief> all(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select document from target_status order by target");
                var row = query.executeQuery()) {
            var beliefs = new ArrayList<Belief>();
            while (row.next()) {
                beliefs.add(Document.read(row.getString(1), Belief.class));
            }
            return beliefs;
        }
    }

    @Override
    public void store(Connection connection, Map<String, Belief> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from target_status where target = ?");
                var insert = connection.prepareStatement(
                        "insert into target_status (target, sequence, document) values (?, ?, ?)")) {
            for (var row : rows.values()) {
                delete.setString(1, row.target());
                delete.addBatch();
                insert.setString(1, row.target());
                insert.setLong(2, row.sequence());
                insert.setString(3, Document.write(row));
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }
}
