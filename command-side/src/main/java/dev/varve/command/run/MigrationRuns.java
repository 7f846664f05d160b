package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.plan.Preflight;
import dev.varve.engine.plan.PreflightQuestion;
import dev.varve.engine.plan.PreflightQuestion.AnnouncedLoss;
import dev.varve.engine.run.GuardedRun;
import dev.varve.engine.run.RunOrder;
import dev.varve.engine.run.RunReport;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import dev.varve.store.StoreFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Upgrades and downgrades, from the request to the recorded outcome. */
public final class MigrationRuns {

    private final Recorder recorder;
    private final RunGate gate;
    private final Diagnoses diagnoses;
    private final Function<String, BackupVault> vaults;
    private final Function<String, RunFiles> files;
    private final RunIds ids;
    private final Clock clock;

    public MigrationRuns(
            Recorder recorder,
            RunGate gate,
            Diagnoses diagnoses,
            Function<String, BackupVault> vaults,
            Function<String, RunFiles> files,
            RunIds ids,
            Clock clock) {
        this.recorder = recorder;
        this.gate = gate;
        this.diagnoses = diagnoses;
        this.vaults = vaults;
        this.files = files;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Runs it and records how it ended.
     *
     * @param listener hears every observation after it was recorded
     * @throws RunRefused if another run holds the target or preflight refuses; recorded
     */
    public RunOutcome run(MigrationRequest request, TargetAccess access, Consumer<Observation> listener) {
        var runId = ids.next();
        var started = clock.instant();
        request(runId, request, access.name());
        return new Faults(recorder)
                .endingOnRecord(runId, access, () -> enterAndRun(runId, started, request, access, listener));
    }

    private RunOutcome enterAndRun(
            String runId,
            Instant started,
            MigrationRequest request,
            TargetAccess access,
            Consumer<Observation> listener) {
        try (var lease = gate.enter(
                runId, request.kind(), request.actor(), access, () -> LiveSchema.fingerprintOrNull(access))) {
            return runHeld(runId, started, request, access, lease, listener);
        }
    }

    private void request(String runId, MigrationRequest request, String target) {
        recorder.send(RunCommand.migrate(
                runId,
                target,
                request.kind(),
                request.destination().expression(),
                request.way(),
                request.acceptedLosses().stream().sorted().toList(),
                ThisMachine.holder(request.actor())));
    }

    private RunOutcome runHeld(
            String runId,
            Instant started,
            MigrationRequest request,
            TargetAccess access,
            RunLease lease,
            Consumer<Observation> listener) {
        var runFiles = files.apply(runId);
        var trail = new StepTrail();
        var volume = FullVolume.of(access.database());
        var recording = new RunRecorder(recorder, access.redaction(), lease.lock(), runFiles, runId, access.name());
        var observer = new CleanObservations(
                access.redaction(), recording.andThen(trail).andThen(volume).andThen(listener));
        var looked = lease.weighed(diagnoses.lookBeforeRun(access, lease.past()));
        Sight.of(access, looked).forEach(this::keep);
        var lost = new LostLock(lease);
        var order = order(runId, request, access, lease, looked, runFiles, lost);
        var report = new GuardedRun(
                        access.database(),
                        access.tool(),
                        access.backups(vaults.apply(access.name())),
                        access.swap(),
                        observer)
                .run(order);
        if (report.outcome() == RunReport.Outcome.REFUSED && order.verdict().refuses()) {
            // What refused the run is seen by whoever asks next, also by one who only reads the record.
            recorder.send(DiagnosisRecorder.command(access, lease.past(), looked.diagnosis()));
            throw new RunRefused(runId, order.verdict().violations());
        }
        if (report.refusal() != null) {
            observer.accept(new Observation.PreflightRefused(List.of(report.refusal())));
            throw new RunRefused(runId, List.of(report.refusal()));
        }
        var outcome = new RunEnding(recorder, diagnoses, observer, access.redaction(), clock)
                .end(request, access, order, lost.explain(volume.explain(report)), trail, started);
        if (outcome.outcome() == RunReport.Outcome.SUCCEEDED && request.kind() != RunKind.REHEARSE) {
            keepSchema(access, order);
        }
        return outcome;
    }

    private void keep(Sight sight) {
        recorder.send(sight.command(), List.of(sight.content()));
    }

    /** What came out of a run that ended well; where it cannot be kept now, the next look keeps it. */
    private void keepSchema(TargetAccess access, RunOrder order) {
        if (recorder.outage().isOn()) {
            return;
        }
        try {
            Sight.ofSchema(access, LiveSchema.of(access.database(), order.versionTables()))
                    .ifPresent(this::keep);
        } catch (DatabaseUnreadable | StoreFailure later) {
            // The run's own end is on record, and is true.
        }
    }

    private RunOrder order(
            String runId,
            MigrationRequest request,
            TargetAccess access,
            RunLease lease,
            Looked looked,
            RunFiles runFiles,
            LostLock lost) {
        var planned = plan(request, access, looked.diagnosis().state());
        var findings = new ArrayList<Finding>(looked.diagnosis().findings());
        planned.problem().ifPresent(findings::add);
        if (!request.destination().expression().equals("head")) {
            findings.removeIf(finding -> finding.code() == FindingCode.MULTIPLE_HEADS);
        }
        if (request.kind() == RunKind.REHEARSE) {
            // A backup is one state whoever writes meanwhile, and nothing else is done to the database.
            findings.removeIf(finding -> finding.code() == FindingCode.DATABASE_IN_USE);
        }
        if (request.among().online() && lease.inUse().isEmpty()) {
            findings.replaceAll(MigrationRuns::tolerated);
        }
        findings.removeIf(finding -> finding.code() == FindingCode.ROWS_LOST
                && request.acceptedLosses().contains(finding.evidence().get("table")));
        var choice = ApproachChoice.of(request.way(), access, lease.presence(), planned.steps());
        findings.addAll(choice.objections());
        var question = new PreflightQuestion(
                access.name(),
                looked.diagnosis().state(),
                findings,
                planned.steps(),
                losses(request, access, looked, planned.steps()),
                request.acceptedLosses(),
                request.acceptsDrift());
        return new RunOrder(
                runId,
                access.name(),
                request.destination(),
                Preflight.check(question),
                looked.diagnosis().current(),
                planned.steps(),
                new HashSet<>(looked.tool().versionTables()),
                request.acceptedLosses(),
                request.among().seeing(access.redaction().of(lease.application())),
                choice.approach(),
                choice.why(),
                runFiles.ledger(),
                runFiles.rehearsalLedger(),
                runFiles.output(),
                () -> request.stopRequested().getAsBoolean()
                        || recorder.outage().isOn()
                        || lost.getAsBoolean(),
                request.checks().apply(runFiles));
    }

    /** That the application is connected is told, and refuses nothing. */
    private static Finding tolerated(Finding finding) {
        return finding.code() == FindingCode.DATABASE_IN_USE
                ? new Finding(finding.code(), Severity.INFO, finding.message(), finding.evidence(), finding.remedy())
                : finding;
    }

    private record Planned(List<PlannedStep> steps, Optional<Finding> problem) {}

    private static Planned plan(MigrationRequest request, TargetAccess access, DatabaseState state) {
        if (state == DatabaseState.UNREACHABLE) {
            return new Planned(List.of(), Optional.empty());
        }
        try {
            return new Planned(access.tool().plan(request.destination()), Optional.empty());
        } catch (ToolException unplannable) {
            return new Planned(List.of(), Optional.of(unplannable.finding()));
        }
    }

    private List<AnnouncedLoss> losses(
            MigrationRequest request, TargetAccess access, Looked looked, List<PlannedStep> steps) {
        return request.kind() == RunKind.DOWNGRADE && !steps.isEmpty()
                ? new DowngradeLosses(diagnoses, access).announce(looked, steps)
                : List.of();
    }
}
