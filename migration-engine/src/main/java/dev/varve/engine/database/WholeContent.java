package dev.varve.engine.database;

import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * All that a database holds, in one consistent state.
 *
 * @param fingerprint the schema's, the tool's own tables included
 * @param tables every table's rows and content
 */
public record WholeContent(String fingerprint, List<TableContent> tables) {

    public WholeContent {
        tables = List.copyOf(tables);
    }

    /** How many rows it holds. */
    public long rows() {
        return tables.stream().mapToLong(TableContent::rows).sum();
    }

    /** What of another state differs, in words: tables by name, or else the schema; empty if nothing does. */
    public String differenceTo(String otherFingerprint, List<TableContent> others) {
        var changed = new TreeSet<String>();
        var mine = new HashSet<>(tables);
        var theirs = new HashSet<>(others);
        tables.stream().filter(table -> !theirs.contains(table)).forEach(table -> changed.add("table " + table.name()));
        others.stream().filter(table -> !mine.contains(table)).forEach(table -> changed.add("table " + table.name()));
        if (!changed.isEmpty()) {
            return String.join(", ", changed);
        }
        return fingerprint.equals(otherFingerprint) ? "" : "the schema";
    }
}
