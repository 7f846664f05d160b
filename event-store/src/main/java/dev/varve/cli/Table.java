package dev.varve.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in aligned columns, for people. Every cell passes through {@link Printable#text}; the last column takes what is left of the
 * line and wraps under itself, so that no other column is cut.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST_LAST_COLUMN = 24;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
        headings.forEach(heading -> numeric.add(true));
    }

    /** A table without rows. By convention headings are upper case. */
    public static Table of(String... headings) {
        return new Table(Arrays.stream(headings).map(Printable::text).toList());
    }

    /**
     * Adds a row. A column that holds nothing but numbers (and {@code null}, shown as {@code -}) is aligned right.
     *
     * @throws IllegalArgumentException if the number of cells is not that of the headings
     */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("expected " + headings.size() + " cells, found " + cells.length);
        }
        for (int i = 0; i < cells.length; i++) {
            numeric.set(i, numeric.get(i) && (cells[i] == null || cells[i] instanceof Number));
        }
        rows.add(Arrays.stream(cells).map(Printable::text).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints headings and rows in lines of at most {@code width} cells where that is possible. */
    public void print(PrintStream out, int width) {
        render(width).forEach(out::println);
    }

    /** The lines that {@link #print} prints, without trailing spaces. */
    public List<String> render(int width) {
        var widths = IntStream.range(0, headings.size()).map(this::widest).toArray();
        int last = widths.length - 1;
        int before = Arrays.stream(widths, 0, last).map(w -> w + GAP.length()).sum();
        widths[last] = Math.min(widths[last], Math.max(NARROWEST_LAST_COLUMN, width - before));
        var lines = new ArrayList<String>();
        appendRow(lines, headings, widths, before);
        rows.forEach(row -> appendRow(lines, row, widths, before));
        return lines;
    }

    private int widest(int column) {
        return Math.max(
                DisplayWidth.of(headings.get(column)),
                rows.stream()
                        .mapToInt(row -> DisplayWidth.of(row.get(column)))
                        .max()
                        .orElse(0));
    }

    private void appendRow(List<String> lines, List<String> row, int[] widths, int before) {
        int last = widths.length - 1;
        var line = new StringBuilder();
        for (int i = 0; i < last; i++) {
            line.append(aligned(row.get(i), widths[i], i)).append(GAP);
        }
        var wrapped = DisplayWidth.wrap(row.get(last), widths[last]);
        lines.add((line + aligned(wrapped.getFirst(), widths[last], last)).stripTrailing());
        wrapped.stream().skip(1).forEach(rest -> lines.add(" ".repeat(before) + rest));
    }

    private String aligned(String cell, int width, int column) {
        var padding = " ".repeat(Math.max(0, width - DisplayWidth.of(cell)));
        return numeric.get(column) && !rows.isEmpty() ? padding + cell : cell + padding;
    }
}
