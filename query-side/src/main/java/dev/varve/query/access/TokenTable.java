package dev.varve.query.access;

import dev.varve.query.projection.Document;
import dev.varve.query.projection.ViewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row a token. */
enum TokenTable implements ViewTable<String, TokenView> {
    ROWS;

    @Override
    public TokenView load(Connection connection, String tokenId) throws SQLException {
        try (var query = connection.prepareStatement("select document from access_token where token_id = ?")) {
            query.setString(1, tokenId);
            return read(query).stream().findFirst().orElse(null);
        }
    }

    @Override
    public void store(Connection connection, Map<String, TokenView> rows) throws SQLException {
        try (var delete = connection.prepareStatement("delete from access_token where token_id = ?");
                var insert = connection.prepareStatement(
                        "insert into access_token (token_id, sha256, sequence, document) values (?, ?, ?, ?)")) {
            for (var row : rows.values()) {
                delete.setString(1, row.tokenId());
                delete.addBatch();
                insert.setString(1, row.tokenId());
                insert.setString(2, row.sha256());
                insert.setLong(3, row.sequence());
                insert.setString(4, Document.write(row));
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    static List<TokenView> read(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            var tokens = new ArrayList<TokenView>();
            while (row.next()) {
                tokens.add(Document.read(row.getString(1), TokenView.class));
            }
            return tokens;
        }
    }
}
