package dev.varve.engine.salvage;

import dev.varve.engine.database.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The original's copy in a folder of our own, with what its log or journal holds taken in where SQLite can do that.
 *
 * @param companions what became of them, in words; {@code null} if there were none
 */
record PrivateCopy(Path file, String companions) {

    static PrivateCopy of(SqliteDatabase original, Path folder, boolean withCompanions) throws IOException {
        var file = original.copyInto(folder);
        var log = beside(file, "-wal");
        var journal = beside(file, "-journal");
        var there = size(log) > 0 ? "the write-ahead log" : size(journal) > 0 ? "the journal" : null;
        if (there == null || !withCompanions) {
            Files.deleteIfExists(log);
            Files.deleteIfExists(journal);
            return new PrivateCopy(file, there == null ? null : there + " was left out, as asked");
        }
        return new PrivateCopy(file, takeIn(file, there));
    }

    private static String takeIn(Path file, String what) {
        try (var connection = SqliteDatabase.at(file).openForChanging();
                var statement = connection.createStatement()) {
            statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
            return what + " was taken in, in the copy";
        } catch (SQLException damaged) {
            return what + " could not be taken in: " + RowWriter.inWords(damaged);
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
