package dev.varve.engine.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.h2.jdbc.JdbcResultSet;
import org.h2.util.HasSQL;

/**
 * Hashes every table's rows: columns in the order of their names, large objects as streams. Objects of Java are hashed as the
 * bytes that they are kept in, and never made again.
 */
final class H2ContentReader {

    private static final int ROWS_BETWEEN_REPORTS = 10_000;

    private final Connection connection;
    private final LongConsumer rowsRead;
    private long rowsSoFar;

    H2ContentReader(Connection connection, LongConsumer rowsRead) {
        this.connection = connection;
        this.rowsRead = rowsRead;
    }

    List<TableContent> read() throws SQLException, IOException {
        var contents = new ArrayList<TableContent>();
        for (var table : H2Table.all(connection)) {
            contents.add(content(table));
            rowsRead.accept(rowsSoFar);
        }
        contents.sort((one, other) -> one.name().compareTo(other.name()));
        return contents;
    }

    private TableContent content(H2Table table) throws SQLException, IOException {
        var hash = new ContentHash();
        table.columns().forEach(column -> hash.text(column.name()));
        var count = 0L;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(table.selection())) {
            var types = types(rows);
            while (rows.next()) {
                for (var column = 1; column <= types.length; column++) {
                    value(rows, column, types[column - 1], hash);
                }
                count++;
                if (++rowsSoFar % ROWS_BETWEEN_REPORTS == 0) {
                    rowsRead.accept(rowsSoFar);
                }
            }
        }
        return new TableContent(table.name(), count, hash.hex());
    }

    private static int[] types(ResultSet rows) throws SQLException {
        var types = new int[rows.getMetaData().getColumnCount()];
        for (var column = 1; column <= types.length; column++) {
            types[column - 1] = rows.getMetaData().getColumnType(column);
        }
        return types;
    }

    private static void value(ResultSet rows, int column, int type, ContentHash hash) throws SQLException, IOException {
        switch (type) {
            case Types.BLOB -> {
                try (var bytes = rows.getBinaryStream(column)) {
                    if (bytes == null) {
                        hash.none(Types.NULL);
                    } else {
                        hash.stream(type, bytes);
                    }
                }
            }
            case Types.CLOB, Types.NCLOB -> {
                try (var characters = rows.getCharacterStream(column)) {
                    if (characters == null) {
                        hash.none(Types.NULL);
                    } else {
                        hash.stream(type, characters);
                    }
                }
            }
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.JAVA_OBJECT ->
                shortValue(type, rows.getBytes(column), hash);
            // Its text does not tell where one element ends and the next begins; H2's own literal does.
            case Types.ARRAY, Types.OTHER, Types.STRUCT -> shortValue(type, bytes(literal(rows, column)), hash);
            default -> shortValue(type, bytes(rows.getString(column)), hash);
        }
    }

    private static String literal(ResultSet rows, int column) throws SQLException {
        var value = rows.unwrap(JdbcResultSet.class).getInternal(column);
        return value.getSQL(HasSQL.DEFAULT_SQL_FLAGS);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void shortValue(int type, byte[] value, ContentHash hash) {
        if (value == null) {
            hash.none(Types.NULL);
        } else {
            hash.bytes(type, value);
        }
    }
}
