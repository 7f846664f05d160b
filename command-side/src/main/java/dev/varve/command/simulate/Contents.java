package dev.varve.command.simulate;

import dev.varve.events.RecordedTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of an invented database: how many rows each holds, and the hash of what is in them. */
final class Contents {

    private static final int PAGE = 4096;
    private static final int BYTES_OF_A_ROW = 120;
    private static final int WRITTEN_PERCENT = 40;
    private static final int MOST_NEW_ROWS = 900;

    private final Chance chance;
    private final SortedMap<String, Rows> tables;

    private record Rows(long count, String content) {}

    Contents(Chance chance) {
        this(chance, new TreeMap<>());
    }

    private Contents(Chance chance, SortedMap<String, Rows> tables) {
        this.chance = chance;
        this.tables = tables;
    }

    Contents copy() {
        return new Contents(chance, new TreeMap<>(tables));
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    List<String> names() {
        return List.copyOf(tables.keySet());
    }

    /** 0 also of a table that is not there. */
    long rowsOf(String table) {
        var rows = tables.get(table);
        return rows == null ? 0 : rows.count();
    }

    /** From now on there are these tables and no others; a new one is empty. */
    void fit(Set<String> names) {
        tables.keySet().retainAll(names);
        for (var name : names) {
            if (!tables.containsKey(name)) {
                tables.put(name, new Rows(0, chance.hash()));
            }
        }
    }

    /** What is in the table changes, and so many rows are added. */
    void write(String table, int more) {
        var rows = tables.get(table);
        if (rows != null) {
            tables.put(table, new Rows(rows.count() + more, chance.hash()));
        }
    }

    /** The application goes on writing. */
    void areUsed() {
        for (var table : names()) {
            if (chance.percent(WRITTEN_PERCENT)) {
                write(table, chance.between(1, MOST_NEW_ROWS));
            }
        }
    }

    /** Most rows of a table are gone that nobody wanted to go: of which, is returned, or {@code null} if none holds enough. */
    String loseRows() {
        for (var table : tables.entrySet()) {
            if (table.getValue().count() > 1) {
                table.setValue(new Rows(table.getValue().count() / 3, chance.hash()));
                return table.getKey();
            }
        }
        return null;
    }

    Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        tables.forEach((table, rows) -> counts.put(table, rows.count()));
        return counts;
    }

    long sizeBytes() {
        long rows = tables.values().stream().mapToLong(Rows::count).sum();
        return PAGE * (1L + 2L * tables.size() + rows * BYTES_OF_A_ROW / PAGE);
    }

    /**
     * Every table before and now.
     *
     * @param lostIn in which revision a table lost rows, by table, where that is known
     */
    List<RecordedTable> comparedWith(Contents before, Map<String, String> lostIn) {
        var names = new TreeSet<>(before.tables.keySet());
        names.addAll(tables.keySet());
        return names.stream()
                .map(name -> compared(name, before.tables.get(name), lostIn.get(name)))
                .toList();
    }

    private RecordedTable compared(String name, Rows before, String lostIn) {
        var table = with(name, before, null);
        return table.showsLoss() ? with(name, before, lostIn) : table;
    }

    private RecordedTable with(String name, Rows before, String lostIn) {
        var after = tables.get(name);
        return new RecordedTable(
                name,
                before == null ? null : before.count(),
                after == null ? null : after.count(),
                before == null ? null : before.content(),
                after == null ? null : after.content(),
                lostIn);
    }
}
