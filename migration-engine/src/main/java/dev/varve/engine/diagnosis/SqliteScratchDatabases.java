package dev.varve.engine.diagnosis;

import dev.varve.engine.database.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** SQLite files in folders of their own, readable by their owner alone, made empty by SQLite itself. */
final class SqliteScratchDatabases implements ScratchDatabases {

    private final Path parent;

    /**
     * @param parent where the folders are made; created if missing
     */
    public SqliteScratchDatabases(Path parent) {
        this.parent = parent;
    }

    @Override
    public Scratch create() {
        try {
            var folder = ScratchFolder.makeUnder(parent);
            var file = folder.resolve("scratch.db");
            makeEmpty(file);
            return new ScratchFolder(folder, SqliteDatabase.at(file));
        } catch (IOException | SQLException failure) {
            throw new ScratchUnavailable(parent, failure);
        }
    }

    private static void makeEmpty(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE first_page (id INTEGER)");
            statement.execute("DROP TABLE first_page");
        }
    }
}
