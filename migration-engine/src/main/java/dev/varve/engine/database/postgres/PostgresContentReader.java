package dev.varve.engine.database.postgres;

import dev.varve.engine.database.ContentHash;
import dev.varve.engine.database.TableContent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Hashes every table's rows: columns in the order of their names, values as the server's own text under pinned settings. The server
 * sends so many rows at a time.
 */
final class PostgresContentReader {

    private static final int ROWS_AT_A_TIME = 1_000;
    private static final int ROWS_BETWEEN_REPORTS = 10_000;

    private final Connection connection;
    private final LongConsumer rowsRead;
    private long rowsSoFar;

    PostgresContentReader(Connection connection, LongConsumer rowsRead) {
        this.connection = connection;
        this.rowsRead = rowsRead;
    }

    List<TableContent> read() throws SQLException {
        var contents = new ArrayList<TableContent>();
        PostgresReader.hideSchemas(connection);
        for (var table : PostgresTable.all(connection)) {
            contents.add(content(table));
            rowsRead.accept(rowsSoFar);
        }
        PostgresReader.showSchemas(connection);
        contents.sort(Comparator.comparing(TableContent::name));
        return contents;
    }

    private TableContent content(PostgresTable table) throws SQLException {
        var hash = new ContentHash();
        table.columns().forEach(column -> hash.text(column.name()));
        var count = 0L;
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (var rows = statement.executeQuery(table.selection())) {
                while (rows.next()) {
                    addRow(rows, table.columns().size(), hash);
                    count++;
                    if (++rowsSoFar % ROWS_BETWEEN_REPORTS == 0) {
                        rowsRead.accept(rowsSoFar);
                    }
                }
            }
        }
        return new TableContent(table.name(), count, hash.hex());
    }

    private static void addRow(ResultSet rows, int columns, ContentHash hash) throws SQLException {
        for (var column = 1; column <= columns; column++) {
            var value = rows.getString(column);
            if (value == null) {
                hash.none(Types.NULL);
            } else {
                hash.bytes(Types.VARCHAR, value.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
