package dev.varve.events;

/** One table before and after; see {@code TableChange} in the engine. {@code null} where it did not exist. */
public record RecordedTable(
        String name,
        Long rowsBefore,
        Long rowsAfter,
        String contentBefore,
        String contentAfter,
        String lostInRevision) {

    /** Whether a table that held rows has fewer, none, or is gone. Not named {@code is…}, which JSON would take for a field. */
    public boolean showsLoss() {
        return rowsBefore != null && rowsBefore > 0 && (rowsAfter == null || rowsAfter < rowsBefore);
    }
}
