package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.command.run.RunCommand;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.files.Durable;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.salvage.LostRows;
import dev.varve.engine.salvage.Salvage;
import dev.varve.engine.salvage.SalvageRefused;
import dev.varve.engine.salvage.SalvageReport;
import dev.varve.engine.salvage.SalvagedTable;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what can still be read to a new file beside the database, and records it. */
final class SalvageAct {

    /** More in a sentence nobody reads. */
    private static final int MOST_PIECES = 5;

    private final Recorder recorder;
    private final Endings endings;

    SalvageAct(Recorder recorder, Endings endings) {
        this.recorder = recorder;
        this.endings = endings;
    }

    /**
     * How salvaging ended.
     *
     * @param why what was salvaged and what was not, in words
     */
    private record Salvaged(String why, String remedy) {}

    /** What was read lies in a new file; the database is as broken as it was. */
    TakenWay take(Recovery recovery) {
        var salvaged = salvage(recovery);
        endings.recordFailure(recovery, Outcomes.FAILED_NEEDS_RECOVERY, salvaged.why(), salvaged.remedy());
        return new TakenWay.Unproven(Outcomes.FAILED_NEEDS_RECOVERY, salvaged.why(), false, salvaged.remedy());
    }

    private Salvaged salvage(Recovery recovery) {
        var database = (SqliteDatabase) recovery.access().database();
        var main = database.files().main();
        var file = main.resolveSibling(main.getFileName() + ".salvaged-" + recovery.runId());
        observe(new RunEvent.SalvageStarted(recovery.runId(), recovery.target(), file.toString()));
        try {
            var report = Salvage.of(database)
                    .into(
                            file,
                            rows -> recovery.listener()
                                    .accept(new Observation.Progress(
                                            "salvaging", Observation.Progress.Unit.ROWS, rows, 0)));
            return completed(recovery, file, report);
        } catch (SalvageRefused refused) {
            return new Salvaged("nothing could be salvaged: " + refused.getMessage(), refused.remedy());
        }
    }

    private Salvaged completed(Recovery recovery, Path file, SalvageReport report) {
        var lost = lost(report);
        observe(new RunEvent.SalvageCompleted(
                recovery.runId(),
                recovery.target(),
                file.toString(),
                sha256(file),
                report.tables().stream().collect(Collectors.toMap(SalvagedTable::name, SalvagedTable::rows)),
                lost));
        var told = lost.isEmpty() ? "everything" : "not: " + String.join("; ", lost);
        return new Salvaged(
                "salvaged " + report.rows() + " rows of " + report.tables().size() + " tables into " + file + "; "
                        + told + "; the database is as it was",
                "look at " + file + "; if it is what you want to go on with, stop the application and put it in the"
                        + " database's place, then: varve diagnose " + recovery.target());
    }

    private static List<String> lost(SalvageReport report) {
        var lost = new ArrayList<String>();
        for (var table : report.tables()) {
            if (!table.isWhole()) {
                lost.add(lost(table));
            }
        }
        lost.addAll(report.notMade());
        if (report.strayPages() > 0) {
            lost.add(report.strayPages() + " pages of rows that fit no table");
        }
        lost.addAll(report.integrityProblems());
        return lost;
    }

    private static String lost(SalvagedTable table) {
        var count = table.rowsLost() == null ? "an unknown number of rows" : table.rowsLost() + " rows";
        var pieces =
                table.lost().stream().limit(MOST_PIECES).map(LostRows::inWords).collect(Collectors.joining("; "));
        var more = table.lost().size() - MOST_PIECES;
        return "table " + table.name() + ", " + count
                + (pieces.isEmpty() ? "" : " (" + pieces + (more > 0 ? "; and " + more + " more pieces" : "") + ")");
    }

    private static String sha256(Path file) {
        try {
            return Durable.sha256(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the salvaged file cannot be read", unreadable);
        }
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
