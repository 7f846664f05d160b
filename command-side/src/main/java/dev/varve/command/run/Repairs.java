package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.tool.flyway.FlywayTool;
import dev.varve.engine.tool.flyway.HistoryRepair;
import dev.varve.events.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Flyway's repair behind the interlock: the schema must be what the last applied version produces, or the failed row stays. */
public final class Repairs {

    private final Recorder recorder;
    private final RunGate gate;
    private final Diagnoses diagnoses;
    private final RunIds ids;
    private final Clock clock;

    public Repairs(Recorder recorder, RunGate gate, Diagnoses diagnoses, RunIds ids, Clock clock) {
        this.clock = clock;
        this.recorder = recorder;
        this.gate = gate;
        this.diagnoses = diagnoses;
        this.ids = ids;
    }

    /**
     * How a repair ended.
     *
     * @param rows what was, or would have been, changed in Flyway's history, in words
     * @param refusedBecause {@code null} if it was done
     * @param difference what the schema lacks or has too much, in words
     * @param remedy what to do next; {@code null} if it was done
     */
    public record Ending(
            String runId, List<String> rows, String refusedBecause, List<String> difference, String remedy) {}

    /**
     * Repairs, or refuses; either is recorded.
     *
     * @throws RunRefused if another run holds the target, or the database cannot be read; recorded
     */
    public Ending repair(FlywayTool tool, TargetAccess access, String actor) {
        var runId = ids.next();
        recorder.send(RunCommand.repair(runId, access.name(), ThisMachine.holder(actor)));
        return new Faults(recorder).endingOnRecord(runId, access, () -> enterAndRepair(runId, tool, access, actor));
    }

    private Ending enterAndRepair(String runId, FlywayTool tool, TargetAccess access, String actor) {
        try (var lease = gate.enter(runId, RunKind.REPAIR, actor, access, () -> null)) {
            var looked = diagnoses.look(access, lease.past(), false);
            new UnreadableDatabase(recorder).refuse(runId, access.name(), looked.diagnosis());
            return decide(runId, tool, access, looked);
        }
    }

    private Ending decide(String runId, FlywayTool tool, TargetAccess access, Looked looked) {
        var rows = inWords(tool.repairPreview());
        var current = looked.diagnosis().current();
        var at = current.isEmpty() ? "base" : current.getLast();
        var reference = diagnoses.reference(access, looked, at);
        if (reference == null) {
            return refuse(
                    runId,
                    access.name(),
                    rows,
                    List.of(),
                    "expected to build the schema of " + at
                            + " from the scripts, found that they fail in a scratch database");
        }
        var live = LiveSchema.of(access.database(), looked.tool().versionTables());
        var difference = Difference.between(reference, live);
        if (!difference.isEmpty()) {
            return refuse(
                    runId,
                    access.name(),
                    rows,
                    difference.inWords(),
                    "expected the schema that version " + at
                            + " produces, found another: the failed script left something");
        }
        var started = clock.instant();
        tool.repair();
        observe(new RunEvent.RepairApplied(runId, access.name(), rows, live.fingerprint()));
        var took = Duration.between(started, clock.instant()).toMillis();
        observe(new RunEvent.RunSucceeded(runId, access.name(), current, live.fingerprint(), took));
        return new Ending(runId, rows, null, List.of(), null);
    }

    private Ending refuse(String runId, String target, List<String> rows, List<String> difference, String why) {
        observe(new RunEvent.RepairRefused(runId, target, difference, why));
        return new Ending(
                runId,
                rows,
                why,
                difference,
                "varve restore " + target + " BACKUP-ID (varve backups " + target
                        + " lists them); what is there: varve diagnose " + target + " --deep");
    }

    private static List<String> inWords(HistoryRepair repair) {
        var rows = new ArrayList<String>();
        repair.removed().forEach(version -> rows.add("failed row of version " + version + " removed"));
        repair.markedDeleted()
                .forEach(version -> rows.add("version " + version + ", whose script is missing, marked deleted"));
        repair.aligned().forEach(version -> rows.add("checksum of version " + version + " set to its script's"));
        return rows;
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
