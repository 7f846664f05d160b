package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Hashes every table's rows, streamed. Values are read as SQLite stores them, text as its bytes, so that text that is no
 * UTF-8 counts too. Columns are taken in the order of their names, rows in the order of their rowid or primary key: an order
 * of columns that a tool changed while it rebuilt a table is not a change of content.
 */
final class SqliteContentReader {

    private static final int ROWS_BETWEEN_REPORTS = 10_000;

    private final Connection connection;
    private final LongConsumer rowsRead;
    private long rowsSoFar;

    SqliteContentReader(Connection connection, LongConsumer rowsRead) {
        this.connection = connection;
        this.rowsRead = rowsRead;
    }

    List<TableContent> read() throws SQLException {
        var contents = new ArrayList<TableContent>();
        for (var table : SqliteTable.readable(connection)) {
            contents.add(content(table));
            rowsRead.accept(rowsSoFar);
        }
        return contents;
    }

    private TableContent content(SqliteTable table) throws SQLException {
        var hash = new ContentHash();
        table.storedColumns().forEach(column -> hash.text(column.name()));
        try (var statement = connection.prepareStatement(table.selection())) {
            var rows = ((CoreStatement) statement)
                    .pointer.safeRunLong((driver, pointer) -> hashRows(driver, pointer, hash));
            return new TableContent(table.name(), rows, hash.hex());
        }
    }

    /** The driver's own statement interface: JDBC's result set costs four times as much a value. */
    private long hashRows(DB driver, long statement, ContentHash hash) throws SQLException {
        var columns = driver.column_count(statement);
        var rows = 0L;
        int code;
        while ((code = driver.step(statement)) == Codes.SQLITE_ROW) {
            for (var column = 0; column < columns; column++) {
                hashValue(driver, statement, column, hash);
            }
            rows++;
            if (++rowsSoFar % ROWS_BETWEEN_REPORTS == 0) {
                rowsRead.accept(rowsSoFar);
            }
        }
        if (code != Codes.SQLITE_DONE) {
            driver.throwex(code);
        }
        return rows;
    }

    private static void hashValue(DB driver, long statement, int column, ContentHash hash) throws SQLException {
        var type = driver.column_type(statement, column);
        switch (type) {
            case Codes.SQLITE_NULL -> hash.none(type);
            case Codes.SQLITE_INTEGER -> hash.number(type, driver.column_long(statement, column));
            case Codes.SQLITE_FLOAT ->
                hash.number(type, Double.doubleToRawLongBits(driver.column_double(statement, column)));
            default -> hash.bytes(type, driver.column_blob(statement, column));
        }
    }
}
