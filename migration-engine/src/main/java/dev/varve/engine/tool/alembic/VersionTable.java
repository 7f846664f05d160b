package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Alembic's version table, and the Peewee era's {@code migratehistory}, read without Alembic. Never creates or locks anything. */
final class VersionTable {

    static final String DEFAULT_NAME = "alembic_version";
    static final String PEEWEE = "migratehistory";

    /**
     * @param table whether the version table is there
     * @param revisions its rows, sorted
     * @param peewee names in {@code migratehistory} in order of their ids; {@code null} if there is no such table
     */
    record Rows(boolean table, List<String> revisions, List<String> peewee) {}

    private VersionTable() {}

    /** What the tables say; empty if the database is missing or cannot be read now. */
    static Optional<Rows> read(Database database, String versionTable) {
        if (!Files.exists(Path.of(database.path()))) {
            return Optional.of(new Rows(false, List.of(), null));
        }
        try (var snapshot = database.snapshot()) {
            var exists = has(snapshot, versionTable);
            var revisions = exists
                    ? snapshot.texts("SELECT version_num FROM " + quoted(versionTable) + " ORDER BY version_num")
                    : List.<String>of();
            var peewee = has(snapshot, PEEWEE)
                    ? snapshot.texts("SELECT name FROM " + quoted(PEEWEE) + " ORDER BY id")
                    : null;
            return Optional.of(new Rows(exists, revisions, peewee));
        } catch (DatabaseUnreadable unreadable) {
            return Optional.empty();
        }
    }

    /** How many rows a table holds, or 0 if it cannot be told. */
    static long rowsIn(Database database, String table) {
        if (!Files.exists(Path.of(database.path()))) {
            return 0;
        }
        try (var snapshot = database.snapshot()) {
            return has(snapshot, table)
                    ? Long.parseLong(snapshot.texts("SELECT count(*) FROM " + quoted(table))
                            .getFirst())
                    : 0;
        } catch (DatabaseUnreadable unreadable) {
            return 0;
        }
    }

    private static boolean has(Snapshot snapshot, String table) {
        return snapshot.texts("SELECT name FROM sqlite_master WHERE type = 'table'")
                .contains(table);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
