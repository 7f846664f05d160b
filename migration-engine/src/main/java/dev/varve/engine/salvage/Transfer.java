package dev.varve.engine.salvage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Takes everything that can be read from the pages into the new file: tables, stray rows, indexes, then what runs by itself. */
final class Transfer {

    private static final int ROWS_BETWEEN_REPORTS = 10_000;
    private static final long CONTENTS = 1;

    private final PageFile pages;
    private final NewFile target;
    private final LongConsumer rowsRead;
    private final BitSet reached = new BitSet();
    private final List<Moved> tables = new ArrayList<>();
    private long strayPages;
    private long read;

    Transfer(PageFile pages, NewFile target, LongConsumer rowsRead) {
        this.pages = pages;
        this.target = target;
        this.rowsRead = rowsRead;
    }

    /** A table on its way. */
    private static final class Moved {
        private final TableShape shape;
        private final RowWriter writer;
        private final List<LostRows> lost = new ArrayList<>();
        private Long rowsThere;

        private Moved(TableShape shape, RowWriter writer) {
            this.shape = shape;
            this.writer = writer;
        }

        private SalvagedTable told() {
            var refused = writer.refused().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            Long missing = rowsThere != null
                    ? (Long) Math.max(0, rowsThere - writer.written())
                    : lost.isEmpty() ? (Long) refused : null;
            return new SalvagedTable(shape.name(), writer.written(), missing, lost, writer.refused());
        }
    }

    void all() throws SQLException {
        var objects = contents();
        for (var object : objects) {
            if (object.isTable() && !object.isVirtual() && !object.isSqlitesOwn()) {
                table(object);
            }
        }
        sequence(objects);
        strays();
        indexes(objects);
        for (var object : objects) {
            if (object.isVirtual()) {
                target.describe(object);
            }
        }
        objects.stream()
                .filter(object -> object.type().equals("view") || object.type().equals("trigger"))
                .forEach(target::make);
        for (var table : tables) {
            table.writer.close();
        }
        target.finish();
    }

    List<SalvagedTable> tables() {
        var byName = new TreeMap<String, SalvagedTable>();
        tables.stream()
                .filter(table -> !table.shape.name().startsWith("sqlite_"))
                .map(Moved::told)
                .forEach(table -> byName.put(table.name(), table));
        return List.copyOf(byName.values());
    }

    long strayPages() {
        return strayPages;
    }

    private List<SchemaObject> contents() {
        var objects = new ArrayList<SchemaObject>();
        var lost = new TableTree(pages, reached, (rowid, values) -> {
                    try {
                        objects.add(SchemaObject.of(values, pages.encoding()));
                    } catch (Malformed wrong) {
                        target.couldNotMake("an object: the table of contents " + wrong.getMessage());
                    }
                })
                .walk(CONTENTS);
        lost.forEach(piece -> target.couldNotMake("objects in the table of contents: " + piece.inWords()));
        return objects;
    }

    private void table(SchemaObject object) {
        var shape = target.table(object);
        if (shape != null) {
            move(object, shape);
        }
    }

    private void move(SchemaObject object, TableShape shape) {
        var table = new Moved(shape, target.writer(shape));
        tables.add(table);
        table.lost.addAll(
                shape.withoutRowid()
                        ? new IndexTree(pages, reached, values -> take(table, null, values)).walk(object.root())
                        : new TableTree(pages, reached, (rowid, values) -> take(table, rowid, values))
                                .walk(object.root()));
    }

    private void take(Moved table, Long rowid, List<Object> values) {
        table.writer.write(rowid, values);
        if (++read % ROWS_BETWEEN_REPORTS == 0) {
            rowsRead.accept(read);
        }
    }

    private void sequence(List<SchemaObject> objects) throws SQLException {
        var shape = target.sequence();
        if (shape != null) {
            objects.stream()
                    .filter(object -> object.name().equals("sqlite_sequence"))
                    .forEach(object -> move(object, shape));
        }
    }

    /** Leaves whose inner page is gone: theirs is the table that misses their rowids and stores rows of their shape, if that is one. */
    private void strays() {
        if (tables.stream().allMatch(table -> table.lost.isEmpty())) {
            return;
        }
        var free = FreePages.of(pages);
        for (var number = 2L; number <= pages.pages() && number <= Integer.MAX_VALUE; number++) {
            if (!reached.get((int) number) && !free.get((int) number)) {
                stray(number);
            }
        }
    }

    private void stray(long number) {
        var rows = new TreeMap<Long, List<Object>>();
        try {
            new TableTree(pages, reached, rows::put).stray(number);
        } catch (Malformed noRows) {
            return;
        }
        var owners = tables.stream().filter(table -> misses(table, rows)).toList();
        if (owners.size() == 1) {
            take(owners.getFirst(), rows);
        } else {
            strayPages++;
        }
    }

    private static boolean misses(Moved table, Map<Long, List<Object>> rows) {
        return rows.values().stream().allMatch(table.shape::fits)
                && rows.keySet().stream()
                        .allMatch(rowid -> table.lost.stream().anyMatch(piece -> piece.mayHold(rowid)));
    }

    private void take(Moved table, SequencedMap<Long, List<Object>> rows) {
        rows.forEach((rowid, values) -> take(table, rowid, values));
        for (var index = 0; index < table.lost.size(); index++) {
            var piece = table.lost.get(index);
            if (piece.mayHold(rows.firstEntry().getKey())) {
                table.lost.set(index, piece.alsoFound(rows.size()));
                return;
            }
        }
    }

    private void indexes(List<SchemaObject> objects) throws SQLException {
        for (var object : objects) {
            if (object.isIndex() && (object.sql() == null || target.make(object))) {
                count(object);
            }
        }
    }

    /** An index that is whole knows how many rows its table has. */
    private void count(SchemaObject index) throws SQLException {
        var entries = new long[1];
        var lost = new IndexTree(pages, reached, values -> entries[0]++).walk(index.root());
        if (lost.isEmpty() && target.coversAllRows(index)) {
            tables.stream()
                    .filter(table -> table.shape.name().equals(index.table()))
                    .forEach(table -> table.rowsThere = entries[0]);
        }
    }
}
