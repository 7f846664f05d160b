package dev.varve.engine.backup;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.database.TableContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** What must be the same in a source and in its copy. */
record Proof(String fingerprint, Map<String, Long> foreignKeyViolations, List<TableContent> tables) {

    static Proof of(FileSnapshot snapshot, LongConsumer rowsRead) {
        return new Proof(snapshot.schema().fingerprint(), snapshot.foreignKeyViolations(), snapshot.contents(rowsRead));
    }

    /**
     * Opens a finished copy and reads everything in it.
     *
     * @throws BackupNotProven if it cannot be opened, or its engine finds fault with it
     */
    static Proof ofCopy(String backup, FileDatabase copy, LongConsumer rowsRead) {
        try (var snapshot = copy.snapshot()) {
            var problems = snapshot.integrityProblems(true);
            if (!problems.isEmpty()) {
                throw new BackupNotProven(backup, copy.kind().soundness(), String.join("; ", problems));
            }
            return of(snapshot, rowsRead);
        } catch (DatabaseUnreadable unreadable) {
            throw new BackupNotProven(backup, "a readable database", unreadable.found(), unreadable);
        }
    }

    Map<String, Long> rows() {
        var rows = new LinkedHashMap<String, Long>();
        tables.forEach(table -> rows.put(table.name(), table.rows()));
        return rows;
    }

    /**
     * Compares a copy with this source.
     *
     * @throws BackupNotProven naming the first difference
     */
    void requireEqual(String backup, Proof found) {
        requireSchema(backup, fingerprint, found);
        if (!foreignKeyViolations.equals(found.foreignKeyViolations)) {
            throw new BackupNotProven(
                    backup,
                    "foreign keys broken as in the source: " + foreignKeyViolations,
                    found.foreignKeyViolations.toString());
        }
        requireTables(backup, tables, found);
    }

    static void requireSchema(String backup, String fingerprint, Proof found) {
        if (!fingerprint.equals(found.fingerprint)) {
            throw new BackupNotProven(backup, "schema fingerprint " + fingerprint, found.fingerprint);
        }
    }

    static void requireTables(String backup, List<TableContent> expected, Proof found) {
        var byName = found.tables.stream().collect(Collectors.toMap(TableContent::name, table -> table));
        for (var table : expected) {
            var other = byName.remove(table.name());
            if (!table.equals(other)) {
                throw new BackupNotProven(backup, inWords(table), other == null ? "no such table" : inWords(other));
            }
        }
        if (!byName.isEmpty()) {
            throw new BackupNotProven(backup, "no table beyond the source's", "tables " + byName.keySet());
        }
    }

    private static String inWords(TableContent table) {
        return "table " + table.name() + " with " + table.rows() + " rows of content " + table.sha256();
    }
}
