package dev.varve.engine.salvage;

import dev.varve.engine.database.SqliteDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The new file while it is made. One transaction: it is finished, or thrown away. */
final class NewFile implements AutoCloseable {

    private final Connection connection;
    private final List<String> notMade = new ArrayList<>();

    /**
     * @param file empty
     * @param like gives encoding and versions
     */
    NewFile(Path file, PageFile like) throws SQLException {
        connection = SqliteDatabase.at(file).openForChanging();
        run("PRAGMA encoding = '" + like.encoding() + "'");
        run("PRAGMA user_version = " + like.userVersion());
        run("PRAGMA application_id = " + like.applicationId());
        run("PRAGMA foreign_keys = OFF");
        run("BEGIN");
    }

    /** What could not be made, each with the reason. */
    List<String> notMade() {
        return List.copyOf(notMade);
    }

    /** Makes a table as it was made; {@code null} if that cannot be done. */
    TableShape table(SchemaObject table) {
        return make(table) ? shape(table) : null;
    }

    private TableShape shape(SchemaObject table) {
        try {
            return TableShape.of(connection, table.name());
        } catch (SQLException failed) {
            notMade.add(table.inWords() + ": " + RowWriter.inWords(failed));
            return null;
        }
    }

    /** SQLite's own counter of keys, there as soon as a table needs it; {@code null} if none does. */
    TableShape sequence() throws SQLException {
        var shape = TableShape.of(connection, "sqlite_sequence");
        if (shape.columns().isEmpty()) {
            return null;
        }
        run("DELETE FROM sqlite_sequence");
        return shape;
    }

    RowWriter writer(TableShape shape) {
        return new RowWriter(connection, shape);
    }

    /** Makes an index, a view or a trigger as it was made. */
    boolean make(SchemaObject object) {
        try {
            run(object.sql());
            return true;
        } catch (SQLException refused) {
            notMade.add(object.inWords() + ": " + RowWriter.inWords(refused));
            return false;
        }
    }

    void couldNotMake(String what) {
        notMade.add(what);
    }

    /** A virtual table, over shadow tables that are there already: only its description is put in. */
    void describe(SchemaObject virtual) throws SQLException {
        run("PRAGMA writable_schema = ON");
        try (var statement = connection.prepareStatement(
                "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, 0, ?)")) {
            statement.setString(1, virtual.name());
            statement.setString(2, virtual.name());
            statement.setString(3, virtual.sql());
            statement.executeUpdate();
        }
        run("PRAGMA writable_schema = OFF");
    }

    /** Whether an index has an entry for every row of its table. */
    boolean coversAllRows(SchemaObject index) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT partial FROM pragma_index_list(?) WHERE name = ?")) {
            statement.setString(1, index.table());
            statement.setString(2, index.name());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == 0;
            }
        }
    }

    void finish() throws SQLException {
        run("COMMIT");
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
