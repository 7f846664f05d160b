package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.database.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * What must be the same in a database and in its restored copy.
 *
 * @param sequences before the dump, by quoted name
 * @param sequencesAfter after it: the application may have taken values meanwhile
 */
public record SnapshotContent(
        String fingerprint,
        List<TableContent> tables,
        Map<String, SequenceValue> sequences,
        Map<String, SequenceValue> sequencesAfter,
        LargeObjects largeObjects,
        DatabaseProperties properties) {

    public SnapshotContent {
        tables = List.copyOf(tables);
        sequences = Map.copyOf(sequences);
        sequencesAfter = Map.copyOf(sequencesAfter);
    }

    /** Of the database that a connection is in, in its transaction. */
    static SnapshotContent of(Connection snapshot, SnapshotReader reader, LongConsumer rowsRead) throws SQLException {
        var sequences = SequenceValue.all(snapshot);
        return new SnapshotContent(
                reader.fingerprint(snapshot),
                reader.contents(snapshot, rowsRead),
                sequences,
                sequences,
                LargeObjects.all(snapshot),
                DatabaseProperties.of(snapshot));
    }

    SnapshotContent with(Map<String, SequenceValue> before, Map<String, SequenceValue> after) {
        return new SnapshotContent(fingerprint, tables, before, after, largeObjects, properties);
    }

    Map<String, Long> rows() {
        return tables.stream().collect(Collectors.toMap(TableContent::name, TableContent::rows));
    }

    /**
     * Holds a copy against this.
     *
     * @throws BackupNotProven naming the first difference
     */
    void requireEqual(String backup, SnapshotContent found) {
        require(backup, "schema fingerprint " + fingerprint, found.fingerprint, fingerprint.equals(found.fingerprint));
        requireTables(backup, found);
        requireSequences(backup, found);
        require(backup, largeObjects.inWords(), found.largeObjects.inWords(), largeObjects.equals(found.largeObjects));
        properties.requireEqual(backup, found.properties);
    }

    private void requireTables(String backup, SnapshotContent found) {
        var others = found.tables.stream().collect(Collectors.toMap(TableContent::name, table -> table));
        for (var table : tables) {
            var other = others.remove(table.name());
            require(backup, inWords(table), other == null ? "no such table" : inWords(other), table.equals(other));
        }
        require(backup, "no table beyond the source's", "tables " + others.keySet(), others.isEmpty());
    }

    private void requireSequences(String backup, SnapshotContent found) {
        var others = new TreeMap<>(found.sequences);
        for (var sequence : new TreeMap<>(sequences).entrySet()) {
            var name = sequence.getKey();
            var other = others.remove(name);
            var after = sequencesAfter.getOrDefault(name, sequence.getValue());
            require(
                    backup,
                    "sequence " + name + " at " + sequence.getValue().inWords(),
                    other == null ? "no such sequence" : other.inWords(),
                    other != null && other.isBetween(sequence.getValue(), after));
        }
        require(backup, "no sequence beyond the source's", "sequences " + others.keySet(), others.isEmpty());
    }

    private static void require(String backup, String expected, String found, boolean holds) {
        if (!holds) {
            throw new BackupNotProven(backup, expected, found);
        }
    }

    private static String inWords(TableContent table) {
        return "table " + table.name() + " with " + table.rows() + " rows of content " + table.sha256();
    }
}
