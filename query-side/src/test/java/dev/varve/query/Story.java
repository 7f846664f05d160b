package dev.varve.query;

import dev.varve.events.LeaseHolder;
import dev.varve.events.RecordedFailure;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedStep;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What happens to a target in ordinary and in bad times, as events. */
public record Story(String target) {

    public static final LeaseHolder ANN = new LeaseHolder("db1", "boot-1", "pid:[1]", 4711, 99L, "ann");

    public TargetEvent registered() {
        return new TargetEvent.TargetRegistered(
                target,
                "alembic",
                "/srv/alembic.ini",
                "sqlite:////srv/app.db",
                "sqlite",
                "/srv",
                List.of(),
                null,
                null,
                null,
                List.of());
    }

    public TargetEvent diagnosed(
            String state, List<String> current, List<String> pending, RecordedFinding... findings) {
        return new TargetEvent.DatabaseDiagnosed(
                target, state, current, List.of("c3"), pending, "f-" + state, List.of(findings));
    }

    public TargetEvent leased(String run, String kind) {
        return new TargetEvent.LeaseTaken(target, run, kind, ANN, 1);
    }

    public TargetEvent released(String run) {
        return new TargetEvent.LeaseReleased(target, run, 1);
    }

    public RunEvent requested(String run, String kind) {
        return new RunEvent.RunRequested(run, target, kind, "head", "in-place", List.of(), null, null);
    }

    public List<TargetEvent> backedUp(String run, String backup) {
        return List.of(
                new TargetEvent.BackupStarted(target, run, backup, "/b/" + backup),
                new TargetEvent.BackupTaken(target, run, backup, "/b/" + backup, 5_000_000, "cd".repeat(32)),
                new TargetEvent.BackupProven(
                        target, run, backup, "cd".repeat(32), "f-PENDING", Map.of("chat", 10L, "user", 2L)));
    }

    public RunEvent planned(String run, String... revisions) {
        var steps = new ArrayList<RecordedStep>();
        for (var revision : revisions) {
            steps.add(new RecordedStep(revision, "add " + revision, "/srv/" + revision + ".py", null));
        }
        return new RunEvent.RunPlanned(run, target, List.of("a1"), List.of("c3"), steps);
    }

    public RunEvent stepStarted(String run, int ordinal, int total, String revision) {
        return new RunEvent.StepStarted(run, target, ordinal, total, revision, "add " + revision, List.of("a1"), "f");
    }

    public RunEvent stepSucceeded(String run, int ordinal, String revision) {
        return new RunEvent.StepSucceeded(run, target, ordinal, revision, 1500, 4, 1, "f-" + revision, null);
    }

    public RunEvent stepFailed(String run, int ordinal, String revision, String message) {
        return new RunEvent.StepFailed(
                run,
                target,
                ordinal,
                revision,
                20,
                new RecordedFailure("OperationalError", message, "ALTER TABLE chat", 3, false),
                "f-?",
                null,
                null);
    }

    public RunEvent compared(String run, List<String> accepted, RecordedTable... tables) {
        return new RunEvent.TablesCompared(run, target, List.of(tables), accepted);
    }

    public RunEvent succeeded(String run, String... to) {
        return new RunEvent.RunSucceeded(run, target, List.of(to), "f-done", 3100);
    }

    public RunEvent failed(String run, String outcome) {
        return new RunEvent.RunFailed(
                run, target, outcome, List.of("b2"), "f-?", "step 2 failed", "varve restore " + target + " B1", 900);
    }

    public RunEvent partial(String run) {
        return new RunEvent.PartialRunDetected(
                run, target, "c3", "f-b2", "f-c3", "f-?", List.of("table chat: column meta added"));
    }

    public RecordedFinding finding(String code, String severity) {
        return new RecordedFinding(code, severity, code + " says so", "do something");
    }

    /** Two pending revisions; the second fails half way; the backup is restored. */
    public List<VarveEvent> failedUpgradeAndRestore() {
        var events = new ArrayList<VarveEvent>();
        events.add(registered());
        events.add(diagnosed("PENDING", List.of("a1"), List.of("b2", "c3"), finding("PENDING_MIGRATIONS", "INFO")));
        events.add(leased("R1", "upgrade"));
        events.add(requested("R1", "upgrade"));
        events.add(new RunEvent.PreflightPassed("R1", target, List.of()));
        events.addAll(backedUp("R1", "B1"));
        events.add(planned("R1", "b2", "c3"));
        events.add(stepStarted("R1", 1, 2, "b2"));
        events.add(stepSucceeded("R1", 1, "b2"));
        events.add(stepStarted("R1", 2, 2, "c3"));
        events.add(stepFailed("R1", 2, "c3", "duplicate column name: meta"));
        events.add(partial("R1"));
        events.add(failed("R1", "FAILED_NEEDS_RECOVERY"));
        events.add(released("R1"));
        events.add(leased("R2", "restore"));
        events.add(requested("R2", "restore"));
        events.add(new RunEvent.RestoreStarted("R2", target, "B1", "cd".repeat(32)));
        events.add(new RunEvent.RestoreSucceeded("R2", target, "B1", "f-PENDING", List.of()));
        events.add(succeeded("R2", "a1"));
        events.add(released("R2"));
        events.add(diagnosed("PENDING", List.of("a1"), List.of("b2", "c3")));
        return events;
    }
}
