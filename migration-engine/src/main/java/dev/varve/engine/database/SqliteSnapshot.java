package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * One consistent state of a SQLite database: everything read here, and a copy made here, comes from one read transaction
 * on one connection. Hold it no longer than needed: outside WAL mode it keeps writers from committing. Use from one thread
 * at a time.
 */
final class SqliteSnapshot implements FileSnapshot {

    private static final int MOST_INTEGRITY_MESSAGES = 20;

    private final SqliteFiles files;
    private final SqliteConnections.Opened opened;

    SqliteSnapshot(SqliteFiles files, SqliteConnections.Opened opened) {
        this.files = files;
        this.opened = opened;
    }

    /** Whether a private copy is read because the file needs recovery (a hot journal) that looking must not do. */
    boolean isRecoveredCopy() {
        return opened.scratch() != null;
    }

    @Override
    public Schema schema() {
        return ask(() -> new SqliteSchemaReader(opened.connection()).read());
    }

    /** Without SQLite's own tables and without virtual tables' shadows. */
    @Override
    public List<String> texts(String sql) {
        return ask(() -> FirstColumn.of(opened.connection(), sql));
    }

    @Override
    public Map<String, Long> rowCounts() {
        return ask(() -> {
            var counts = new TreeMap<String, Long>();
            for (var table : SqliteTable.readable(opened.connection())) {
                counts.put(table.name(), table.count(opened.connection()));
            }
            return counts;
        });
    }

    @Override
    public List<TableContent> contents(LongConsumer rowsRead) {
        return ask(() -> new SqliteContentReader(opened.connection(), rowsRead).read());
    }

    /**
     * A table with a foreign key whose target no unique key covers cannot be checked at all, and is left out: SQLite says
     * "foreign key mismatch".
     */
    @Override
    public Map<String, Long> foreignKeyViolations() {
        return ask(() -> {
            var counts = new TreeMap<String, Long>();
            for (var table : SqliteTable.all(opened.connection())) {
                countViolations(table.name(), counts);
            }
            return counts;
        });
    }

    private void countViolations(String table, Map<String, Long> counts) throws SQLException {
        try (var statement =
                opened.connection().prepareStatement("SELECT \"parent\" FROM pragma_foreign_key_check(?)")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.merge(table + " -> " + rows.getString(1), 1L, Long::sum);
                }
            }
        } catch (SQLException unchecked) {
            if (!String.valueOf(unchecked.getMessage()).contains("foreign key mismatch")) {
                throw unchecked;
            }
        }
    }

    /** At most the first 20 messages. */
    @Override
    public List<String> integrityProblems(boolean thorough) {
        return ask(() -> {
            var problems = new ArrayList<String>();
            try (var statement = opened.connection().createStatement();
                    var rows = statement.executeQuery(thorough ? "PRAGMA integrity_check" : "PRAGMA quick_check")) {
                while (rows.next() && problems.size() < MOST_INTEGRITY_MESSAGES) {
                    problems.add(rows.getString(1));
                }
            }
            problems.removeIf("ok"::equals);
            return problems;
        });
    }

    @Override
    public long copyBytes() {
        return ask(() -> number("PRAGMA page_count") * number("PRAGMA page_size"));
    }

    @Override
    public String engineVersion() {
        return ask(() -> opened.connection().libversion());
    }

    /**
     * Copies this state to a new file through SQLite's online backup. The read transaction is the connection's own, so
     * that writers cannot make the copy start over.
     */
    @Override
    public void copyTo(Path file, CopyProgress progress) {
        new SqliteOnlineCopy(opened.connection(), files.main()).to(file, progress);
    }

    private long number(String pragma) throws SQLException {
        try (var statement = opened.connection().createStatement();
                var rows = statement.executeQuery(pragma)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException unreadable) {
            throw new DatabaseUnreadable(files.main().toString(), unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public void close() {
        ask(() -> {
            opened.close();
            return null;
        });
    }
}
