package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Alembic's version table, and the Peewee era's {@code migratehistory}, read without Alembic. Never creates or locks anything. */
final class VersionTable {

    static final String DEFAULT_NAME = "alembic_version";
    static final String PEEWEE = "migratehistory";

    private static final String IN_A_FILE = "SELECT name FROM sqlite_master WHERE type = 'table'";

    /** What a plain name finds, and every table by its schema's name too. */
    private static final String ON_A_SERVER = """
            SELECT relname FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND pg_catalog.pg_table_is_visible(oid)
            UNION ALL
            SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')""";

    /**
     * @param table whether the version table is there
     * @param revisions its rows, sorted
     * @param peewee names in {@code migratehistory} in order of their ids; {@code null} if there is no such table
     */
    record Rows(boolean table, List<String> revisions, List<String> peewee) {}

    private VersionTable() {}

    /** What the tables say; empty if the database is missing or cannot be read now. */
    static Optional<Rows> read(Database database, String versionTable) {
        if (isMissing(database)) {
            return Optional.of(new Rows(false, List.of(), null));
        }
        try (var snapshot = database.snapshot()) {
            var exists = has(database.kind(), snapshot, versionTable);
            var revisions = exists
                    ? snapshot.texts("SELECT version_num FROM " + quoted(database.kind(), versionTable)
                            + " ORDER BY version_num")
                    : List.<String>of();
            var peewee = has(database.kind(), snapshot, PEEWEE)
                    ? snapshot.texts("SELECT name FROM " + quoted(database.kind(), PEEWEE) + " ORDER BY id")
                    : null;
            return Optional.of(new Rows(exists, revisions, peewee));
        } catch (DatabaseUnreadable unreadable) {
            return Optional.empty();
        }
    }

    /**
     * What the schema may call the table: its name; on a server also with the schema in which a plain name makes it, and without the one
     * that nobody says.
     */
    static List<String> called(Database database, String versionTable) {
        if (database.kind() != DatabaseKind.POSTGRESQL) {
            return List.of(versionTable);
        }
        var names = new TreeSet<>(Set.of(versionTable));
        if (versionTable.startsWith("public.")) {
            names.add(versionTable.substring("public.".length()));
        }
        try (var snapshot = database.snapshot()) {
            snapshot.texts("SELECT current_schema() WHERE current_schema() <> 'public'")
                    .forEach(schema -> names.add(schema + "." + versionTable));
        } catch (DatabaseUnreadable unreadable) {
            return List.copyOf(names);
        }
        return List.copyOf(names);
    }

    /** How many rows a table holds, or 0 if it cannot be told. */
    static long rowsIn(Database database, String table) {
        if (isMissing(database)) {
            return 0;
        }
        try (var snapshot = database.snapshot()) {
            return has(database.kind(), snapshot, table)
                    ? Long.parseLong(snapshot.texts("SELECT count(*) FROM " + quoted(database.kind(), table))
                            .getFirst())
                    : 0;
        } catch (DatabaseUnreadable unreadable) {
            return 0;
        }
    }

    private static boolean isMissing(Database database) {
        return database instanceof FileDatabase file && !Files.exists(Path.of(file.path()));
    }

    private static boolean has(DatabaseKind kind, Snapshot snapshot, String table) {
        return snapshot.texts(kind == DatabaseKind.POSTGRESQL ? ON_A_SERVER : IN_A_FILE)
                .contains(table);
    }

    /** On a server the name may say its schema, as the project's {@code version_table_schema} does. */
    private static String quoted(DatabaseKind kind, String name) {
        var dot = kind == DatabaseKind.POSTGRESQL ? name.indexOf('.') : -1;
        return dot < 0 ? quoted(name) : quoted(name.substring(0, dot)) + "." + quoted(name.substring(dot + 1));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
