package dev.varve.query.findings;

import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import java.util.List;

/** The tables that held rows before a run and have fewer, or none, or are gone, and were not accepted by name. */
final class RowsLost {

    private RowsLost() {}

    static List<RecordedFinding> in(RunEvent.TablesCompared compared) {
        return compared.tables().stream()
                .filter(table -> lost(table) && !compared.acceptedLosses().contains(table.name()))
                .map(table -> finding(compared, table))
                .toList();
    }

    private static boolean lost(RecordedTable table) {
        return table.rowsBefore() != null
                && table.rowsBefore() > 0
                && (table.rowsAfter() == null || table.rowsAfter() < table.rowsBefore());
    }

    private static RecordedFinding finding(RunEvent.TablesCompared compared, RecordedTable table) {
        var after = table.rowsAfter() == null ? "the table is gone" : table.rowsAfter() + " rows";
        var step = table.lostInRevision() == null ? "" : ", in revision " + table.lostInRevision();
        return new RecordedFinding(
                "ROWS_LOST",
                "ERROR",
                "Table " + table.name() + " held " + table.rowsBefore() + " rows before run " + compared.runId()
                        + ", now " + after + step,
                "restore the backup of that run if the rows were needed; accept it by --accept-data-loss next time if not");
    }
}
