package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.h2.engine.Constants;
import org.h2.message.DbException;
import org.h2.mvstore.MVStoreException;

/**
 * One consistent state of an H2 database. No transaction keeps it: it is opened read-only, and H2 lets nobody write to a file
 * that somebody reads. Within a run of our own the file is held, and nothing writes while its state is read.
 */
final class H2Snapshot implements FileSnapshot {

    /** The archive that H2 writes and the file that is taken out of it. */
    private static final int ROOM_IN_FILES = 2;

    private final H2Files files;
    private final Connection connection;
    private List<TableContent> contents;

    H2Snapshot(H2Files files, Connection connection) {
        this.files = files;
        this.connection = connection;
    }

    @Override
    public Schema schema() {
        return ask(() -> new H2SchemaReader(connection).read());
    }

    @Override
    public Map<String, Long> rowCounts() {
        return ask(() -> {
            var counts = new TreeMap<String, Long>();
            for (var table : H2Table.all(connection)) {
                counts.put(table.name(), table.count(connection));
            }
            return counts;
        });
    }

    @Override
    public List<String> texts(String sql) {
        return ask(() -> FirstColumn.of(connection, sql));
    }

    /** Read once: the state does not change. */
    @Override
    public List<TableContent> contents(LongConsumer rowsRead) {
        if (contents == null) {
            contents = ask(() -> new H2ContentReader(connection, rowsRead).read());
        }
        return contents;
    }

    @Override
    public Map<String, Long> foreignKeyViolations() {
        return ask(() -> new H2ForeignKeys(connection).violations());
    }

    /** H2 has no check of its own and no checksum over rows: what can be read counts as whole. */
    @Override
    public List<String> integrityProblems(boolean thorough) {
        try {
            rowCounts();
            if (thorough) {
                contents(rows -> {});
            }
            return List.of();
        } catch (DatabaseUnreadable damaged) {
            return List.of(damaged.found());
        }
    }

    @Override
    public long copyBytes() {
        return DatabaseFiles.size(files.main()) * ROOM_IN_FILES;
    }

    @Override
    public String engineVersion() {
        return Constants.VERSION;
    }

    /** The copy of an empty file is one. */
    @Override
    public void copyTo(Path file, CopyProgress progress) {
        if (DatabaseFiles.size(files.main()) == 0) {
            progress.copied(1, 1);
            return;
        }
        new H2OnlineCopy(connection, files).to(file, progress);
    }

    private interface Question<T> {
        T ask() throws SQLException, IOException;
    }

    /** Torn bytes make H2 throw anything. */
    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException unreadable) {
            throw new DatabaseUnreadable(files.main().toString(), H2Refusal.detail(unreadable), unreadable);
        } catch (IOException | MVStoreException | DbException torn) {
            throw new DatabaseUnreadable(files.main().toString(), torn.toString(), torn);
        }
    }

    @Override
    public void close() {
        ask(() -> {
            connection.close();
            return null;
        });
    }
}
