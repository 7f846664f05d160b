package dev.varve.command.simulate;

import dev.varve.command.run.SchemaBlob;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.hash.Sha256;
import dev.varve.store.PendingBlobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes an application's revisions, one upon the other, so that each one's schema is what its statements make. */
final class ScriptWriter {

    private static final int FEW = 4;
    private static final int MANY_TABLES = 14;
    private static final int MANY_COLUMNS = 9;

    private enum Change {
        CREATE_TABLE,
        ADD_COLUMN,
        ADD_INDEX,
        UNIQUE_KEY,
        FILL,
        DROP_COLUMN,
        DROP_TABLE
    }

    private final boolean flyway;
    private final Chance chance;
    private final Cast cast;
    private final SchemaDraft draft = new SchemaDraft();
    private final List<String> statements = new ArrayList<>();
    private Schema halfway;
    private Schema before = Schema.empty();
    private int written;

    ScriptWriter(boolean flyway, Chance chance, Cast cast) {
        this.flyway = flyway;
        this.chance = chance;
        this.cast = cast;
    }

    ScriptedStep next() {
        statements.clear();
        halfway = null;
        var change = change();
        var table = change == Change.CREATE_TABLE ? newTable() : chance.oneOf(draft.tables());
        var message = cast.text(chance, write(change, table));
        var after = draft.schema();
        var blob = SchemaBlob.of(after);
        written++;
        var revision = flyway ? Integer.toString(written) : chance.hex(12);
        var step = new ScriptedStep(
                revision,
                message,
                file(revision, message),
                Sha256.of(String.join(";", statements).getBytes(StandardCharsets.UTF_8)),
                List.copyOf(statements),
                table,
                before,
                halfway != null && (halfway.equals(before) || halfway.equals(after)) ? null : halfway,
                after,
                after.fingerprint(),
                blob,
                PendingBlobs.reference(blob));
        before = after;
        return step;
    }

    private Change change() {
        int tables = draft.tables().size();
        if (tables < FEW) {
            return Change.CREATE_TABLE;
        }
        return chance.among(
                Chance.share(tables < MANY_TABLES ? 22 : 1, Change.CREATE_TABLE),
                Chance.share(30, Change.ADD_COLUMN),
                Chance.share(14, Change.ADD_INDEX),
                Chance.share(16, Change.UNIQUE_KEY),
                Chance.share(8, Change.FILL),
                Chance.share(7, Change.DROP_COLUMN),
                Chance.share(tables < MANY_TABLES ? 1 : 10, Change.DROP_TABLE));
    }

    private String newTable() {
        var taken = draft.tables();
        var free = Words.TABLES.stream().filter(table -> !taken.contains(table)).toList();
        return chance.oneOf(free);
    }

    /** Runs the change, and says what it does. */
    private String write(Change change, String table) {
        return switch (change) {
            case CREATE_TABLE -> createTable(table);
            case ADD_COLUMN -> addColumn(table);
            case ADD_INDEX -> addIndex(table);
            case UNIQUE_KEY -> uniqueKey(table);
            case FILL -> fill(table);
            case DROP_COLUMN -> dropColumn(table);
            case DROP_TABLE -> dropTable(table);
        };
    }

    private String createTable(String table) {
        draft.createTable(table);
        halfway = draft.schema();
        var columns = new ArrayList<String>(List.of("id INTEGER NOT NULL PRIMARY KEY"));
        for (int i = chance.between(2, 5); i > 0; i--) {
            var column = chance.oneOf(Words.COLUMNS);
            if (!draft.hasColumn(table, column)) {
                var type = chance.oneOf(Words.TYPES);
                draft.addColumn(table, column, type);
                columns.add(column + " " + type);
            }
        }
        statements.add("CREATE TABLE " + table + " (" + String.join(", ", columns) + ")");
        halfway = draft.schema();
        index(table, draft.columns(table).getFirst(), false);
        return "create " + table;
    }

    private String addColumn(String table) {
        var column = chance.oneOf(Words.COLUMNS);
        if (draft.hasColumn(table, column) || draft.columns(table).size() > MANY_COLUMNS) {
            return fill(table);
        }
        var type = chance.oneOf(Words.TYPES).replace(" NOT NULL", "");
        draft.addColumn(table, column, type);
        statements.add("ALTER TABLE " + table + " ADD COLUMN " + column + " " + type);
        return "add " + column + " to " + table;
    }

    private String addIndex(String table) {
        var columns = draft.columns(table);
        if (columns.isEmpty() || draft.hasIndex(table, indexOf(table, columns.getLast(), false))) {
            return addColumn(table);
        }
        index(table, columns.getLast(), false);
        return "index " + table + " by " + columns.getLast();
    }

    private String uniqueKey(String table) {
        var columns = draft.columns(table);
        if (columns.isEmpty() || draft.hasColumn(table, columns.getFirst() + "_key") || columns.size() > MANY_COLUMNS) {
            return addIndex(table);
        }
        var source = columns.getFirst();
        var key = source + "_key";
        draft.addColumn(table, key, "VARCHAR(200)");
        statements.add("ALTER TABLE " + table + " ADD COLUMN " + key + " VARCHAR(200)");
        halfway = draft.schema();
        statements.add("UPDATE " + table + " SET " + key + " = lower(" + source + ")");
        index(table, key, true);
        return "one " + table + " for each " + source;
    }

    private String fill(String table) {
        var columns = draft.columns(table);
        var column = columns.isEmpty() ? "id" : columns.getLast();
        statements.add("UPDATE " + table + " SET " + column + " = coalesce(" + column + ", '')");
        return "fill " + column + " of " + table;
    }

    private String dropColumn(String table) {
        var columns = draft.columns(table);
        if (columns.size() < FEW) {
            return addColumn(table);
        }
        draft.dropColumn(table, columns.getLast());
        statements.add("ALTER TABLE " + table + " DROP COLUMN " + columns.getLast());
        return "drop " + columns.getLast() + " of " + table;
    }

    private String dropTable(String table) {
        draft.dropTable(table);
        statements.add("DROP TABLE " + table);
        return "drop " + table;
    }

    private void index(String table, String column, boolean unique) {
        var name = indexOf(table, column, unique);
        draft.addIndex(table, name, column, unique);
        statements.add("CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + name + " ON " + table + " (" + column + ")");
    }

    private static String indexOf(String table, String column, boolean unique) {
        return (unique ? "ux_" : "ix_") + table + "_" + column;
    }

    private String file(String revision, String message) {
        var words = message.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        var name = words.substring(0, Math.min(words.length(), 40));
        return flyway ? "V" + revision + "__" + name + ".sql" : revision + "_" + name + ".py";
    }
}
