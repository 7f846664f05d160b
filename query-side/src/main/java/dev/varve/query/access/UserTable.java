package dev.varve.query.access;

import dev.varve.query.projection.Document;
import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row a user, those who were removed too. */
enum UserTable implements ViewTable<String, UserView> {
    ROWS;

    @Override
    public UserView load(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("select document from access_user where user_name = ?")) {
            query.setString(1, name);
            return read(query).stream().findFirst().orElse(null);
        }
    }

    @Override
    public void store(Connection connection, Map<String, UserView> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from access_user where user_name = ?");
                var insert = connection.prepareStatement(
                        "insert into access_user (user_name, sequence, document) values (?, ?, ?)")) {
            for (var row : rows.values()) {
                delete.setString(1, row.name());
                delete.addBatch();
                insert.setString(1, row.name());
                insert.setLong(2, row.sequence());
                insert.setString(3, Document.write(row));
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    static List<UserView> read(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            var users = new ArrayList<UserView>();
            while (row.next()) {
                users.add(Document.read(row.getString(1), UserView.class));
            }
            return users;
        }
    }
}
