package dev.varve.engine.observation;

import dev.varve.engine.database.TableContent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One table before and after a run.
 *
 * @param name the table
 * @param rowsBefore {@code null} if the table did not exist
 * @param rowsAfter {@code null} if the table does not exist any more
 * @param contentBefore lower-case hex SHA-256 of its rows, or {@code null}
 * @param contentAfter likewise
 * @param lostInRevision the step after which rows were missing first, or {@code null} if none were lost, or steps were one transaction and
 *     it may have been any of them
 */
public record TableChange(
        String name,
        Long rowsBefore,
        Long rowsAfter,
        String contentBefore,
        String contentAfter,
        String lostInRevision) {

    /**
     * Every table of two states, sorted by name.
     *
     * @param ignored names of tables that are left out
     */
    public static List<TableChange> between(List<TableContent> before, List<TableContent> after, Set<String> ignored) {
        var was = byName(before);
        var is = byName(after);
        var names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        names.removeAll(ignored);
        return names.stream().map(name -> of(name, was.get(name), is.get(name))).toList();
    }

    private static Map<String, TableContent> byName(List<TableContent> tables) {
        return tables.stream().collect(Collectors.toMap(TableContent::name, table -> table));
    }

    private static TableChange of(String name, TableContent was, TableContent is) {
        return new TableChange(
                name,
                was == null ? null : (Long) was.rows(),
                is == null ? null : (Long) is.rows(),
                was == null ? null : was.sha256(),
                is == null ? null : is.sha256(),
                null);
    }

    /** Whether a table that held rows has fewer, none, or is gone. */
    public boolean isLoss() {
        return rowsBefore != null && rowsBefore > 0 && (rowsAfter == null || rowsAfter < rowsBefore);
    }

    /** Whether a table that held rows has none, or is gone. */
    public boolean isEmptied() {
        return rowsBefore != null && rowsBefore > 0 && (rowsAfter == null || rowsAfter == 0);
    }

    /** The same, with the step after which rows were missing first. */
    public TableChange lostIn(String revision) {
        return new TableChange(name, rowsBefore, rowsAfter, contentBefore, contentAfter, revision);
    }
}
