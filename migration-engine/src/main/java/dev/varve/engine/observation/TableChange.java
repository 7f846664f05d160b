package dev.varve.engine.observation;

/**
 * One table before and after a run.
 *
 * @param name the table
 * @param rowsBefore {@code null} if the table did not exist
 * @param rowsAfter {@code null} if the table does not exist any more
 * @param contentBefore lower-case hex SHA-256 of its rows, or {@code null}
 * @param contentAfter likewise
 * @param lostInRevision the step after which rows were missing first, or {@code null} if none were lost
 */
public record TableChange(
        String name,
        Long rowsBefore,
        Long rowsAfter,
        String contentBefore,
        String contentAfter,
        String lostInRevision) {

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
