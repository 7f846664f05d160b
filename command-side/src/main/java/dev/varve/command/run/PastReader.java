package dev.varve.command.run;

import dev.varve.command.run.KnownPast.LastRun;
import dev.varve.command.target.TargetDecider;
import dev.varve.command.target.TargetState;
import dev.varve.events.AccessEvent;
import dev.varve.events.Intents;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.*;
import dev.varve.events.TargetEvent;
import dev.varve.events.TargetEvent.*;
import dev.varve.events.TargetEvent.SpooledFactsAppended;
import dev.varve.store.BlobMissing;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Folds a target's events, in order, into what the next act needs to know. */
public final class PastReader {

    private final Function<String, byte[]> blobs;
    private TargetState state = new TargetState.Unknown();
    private final Map<String, RunRequested> requests = new LinkedHashMap<>();
    private Instant leaseSince;
    private LastRun run;
    private final OpenSteps openSteps = new OpenSteps();
    private Instant backupProvenAt;
    private List<RecordedTable> lost = List.of();
    private BackupProven lastProven;
    private String wayBack;
    private String stepping;
    private RunEvent.RehearsalSucceeded rehearsal;
    private final SchemaTrail schema = new SchemaTrail();
    private final SwapTrail swaps = new SwapTrail();
    private final RanScripts scripts = new RanScripts();

    /** For who asks about no schema. */
    public PastReader() {
        this(PastReader::noBlob);
    }

    /** @param blobs gives a kept content by its SHA-256, or throws {@link dev.varve.store.BlobMissing} */
    public PastReader(Function<String, byte[]> blobs) {
        this.blobs = blobs;
    }

    private static byte[] noBlob(String sha256) {
        throw new BlobMissing(sha256);
    }

    /** Takes the next event of the target, in sequence. */
    public void add(RecordedEvent recorded) {
        switch (recorded.event()) {
            case TargetEvent event -> {
                state = TargetDecider.evolve(state, event);
                add(event, recorded.at());
            }
            case RunEvent event -> {
                swaps.add(event, recorded.at());
                add(event);
            }
            case AccessEvent ofNoTarget -> {}
        }
    }

    /** The target's state after all that was taken. */
    public TargetState state() {
        return state;
    }

    public KnownPast past() {
        var lease = state instanceof TargetState.Watched watched ? watched.lease() : null;
        return new KnownPast(
                lease,
                lease == null ? null : leaseSince,
                run,
                openSteps.with(step -> step.rehearsedAs(RehearsedSchemas.around(step, rehearsal, blobs))),
                requests.values().stream()
                        .filter(request -> lease == null || !lease.runId().equals(request.runId()))
                        .toList(),
                schema.known(),
                backupProvenAt,
                lost,
                wayBack,
                swaps.open(),
                swaps.mayBeBarred(),
                swaps.former(),
                scripts.hashes());
    }

    private void add(TargetEvent event, Instant at) {
        switch (event) {
            case BackupStarted e -> intends(e.runId(), Intents.of(e));
            case BackupProofStarted e -> intends(e.runId(), Intents.of(e));
            case BackupProven e -> {
                backupProvenAt = at;
                lastProven = e;
            }
            case DatabaseDiagnosed e -> schema.seen(e.state(), e.fingerprint());
            case TargetRegistered e -> {}
            case TargetReconfigured e -> {}
            case TargetRetired e -> {}
            case DriftDetected e -> {}
            case SchemaSeen e -> {}
            case RevisionsSeen e -> {}
            case LeaseTaken e -> leased(e.runId(), at);
            case LeaseTakenOver e -> leased(e.runId(), at);
            case LeaseRefused e -> {}
            case LeaseReleased e -> {}
            case BackupTaken e -> {}
            case BackupRejected e -> {}
            case BackupExpiryStarted e -> {}
            case BackupExpired e -> {}
            case SpooledFactsAppended e -> {}
            case OfProposal e -> {}
        }
    }

    private void add(RunEvent event) {
        scripts.add(event);
        switch (event) {
            case ToolStarted e -> run = run(e.runId()).withTool(e.pid(), e.processStart());
            case StepStarted e -> {
                intends(e.runId(), Intents.of(e));
                openSteps.began(e);
                wayBack = provenIn(e.runId());
                stepping = e.runId();
            }
            case StepSucceeded e -> {
                openSteps.succeeded(e.revision());
                schema.mended(e.fingerprint());
            }
            case StepFailed e -> endedBadly(e.revision(), e.fingerprint());
            case StepOutcomeUnknown e -> endedBadly(e.revision(), e.fingerprint());
            case VerificationStarted e -> intends(e.runId(), Intents.VERIFICATION);
            case StampRequested e -> intends(e.runId(), Intents.of(e));
            case StampApplied e -> schema.left(e.fingerprint());
            case BaselineApplied e -> schema.left(e.fingerprint());
            case RepairApplied e -> schema.left(e.fingerprint());
            case RestoreStarted e -> intends(e.runId(), Intents.of(e));
            case RestoreSucceeded e -> {
                closed(e.fingerprint());
                wayBack = null;
            }
            case RunSucceeded e -> {
                lost = List.of();
                closed(e.fingerprint());
                wayBack = null;
                schema.verified(e.fingerprint(), e.to());
                ended(e, Outcomes.SUCCEEDED);
            }
            case RunFailed e -> {
                if (e.outcome().equals(Outcomes.FAILED_UNCHANGED) && ranTheLastStep(e)) {
                    openSteps.clear();
                    wayBack = null;
                }
                schema.left(e.fingerprint());
                ended(e, e.outcome());
            }
            case RunInterrupted e -> {
                schema.left(e.fingerprint());
                nameIfNothingElseActed(e);
                ended(e, Outcomes.INTERRUPTED);
            }
            case PreflightRefused e -> ended(e, Outcomes.REFUSED);
            case RunRequested e -> requests.put(e.runId(), e);
            case PreflightPassed e -> {}
            case RunPlanned e -> {}
            case StatementsJudged e -> openSteps.judged(e.revision());
            case PartialRunDetected e -> {}
            case TablesCompared e -> lost = losses(e);
            case CheckEnded e -> {}
            case RunEvent.ApplicationLeftRunning e -> openSteps.leftRunning(e);
            case RunEvent.OfLocks e -> {}
            case StampRefused e -> ended(e, Outcomes.REFUSED);
            case BaselineRefused e -> ended(e, Outcomes.REFUSED);
            case RepairRefused e -> ended(e, Outcomes.REFUSED);
            case RestoreFailed e -> {}
            case RunEvent.OfCopy e -> add(e);
            case RunEvent.OfRecovery e -> add(e);
        }
    }

    private void endedBadly(String revision, String fingerprint) {
        schema.left(fingerprint);
        openSteps.endedBadly(revision);
    }

    private void add(RunEvent.OfCopy event) {
        switch (event) {
            case RunEvent.StrategyChosen e -> {}
            case RunEvent.RehearsalStarted e -> intends(e.runId(), Intents.of(e));
            case RunEvent.RehearsalSucceeded e -> rehearsal = isUpgrade(e.runId()) ? e : null;
            case RunEvent.RehearsalFailed e -> {}
            case RunEvent.StepDeviated e -> schema.left(e.foundFingerprint());
            case RunEvent.SwapStarted e -> intends(e.runId(), Intents.of(e));
            case RunEvent.CopySwappedIn e -> {
                closed(e.fingerprint());
                wayBack = null;
            }
            case RunEvent.SwapFailed e -> {}
            case RunEvent.MendStarted e -> intends(e.runId(), Intents.of(e));
            case RunEvent.CopyMended e -> {}
        }
    }

    private void add(RunEvent.OfRecovery event) {
        switch (event) {
            case RunEvent.RecoveryOpened e -> {}
            case RunEvent.RecoveryOptionChosen e -> intends(e.runId(), Intents.of(e));
            case RunEvent.RecoveryCompleted e -> {}
            case RunEvent.RecoveryAbandoned e -> ended(e, Outcomes.REFUSED);
            case RunEvent.SalvageStarted e -> intends(e.runId(), Intents.of(e));
            case RunEvent.SalvageCompleted e -> {}
        }
    }

    private static List<RecordedTable> losses(TablesCompared compared) {
        return compared.tables().stream()
                .filter(RecordedTable::showsLoss)
                .filter(table -> !compared.acceptedLosses().contains(table.name()))
                .toList();
    }

    /** A step that is taken back begins on the schema that it made. */
    private boolean isUpgrade(String runId) {
        var request = requests.get(runId);
        return request != null && request.kind().equals(RunKind.UPGRADE.word());
    }

    private String provenIn(String runId) {
        return lastProven != null && runId.equals(lastProven.runId()) ? lastProven.backupId() : null;
    }

    private void leased(String runId, Instant at) {
        leaseSince = at;
        intends(runId, Intents.PREFLIGHT);
    }

    private void intends(String runId, String act) {
        if (runId != null) {
            run = run(runId).intending(act);
        }
    }

    private LastRun run(String runId) {
        return run != null && run.runId().equals(runId) ? run : new LastRun(runId, null, null, null, null);
    }

    /** A later run that changed nothing, such as a restore that was refused, leaves an earlier run's broken step broken. */
    private boolean ranTheLastStep(RunFailed event) {
        return stepping == null || stepping.equals(event.runId());
    }

    private void closed(String fingerprint) {
        openSteps.clear();
        schema.mended(fingerprint);
    }

    /** A run that died before it acted is not the last one that acted, but if nobody acts now, it is the one to tell of. */
    private void nameIfNothingElseActed(RunInterrupted event) {
        var held = state instanceof TargetState.Watched watched && watched.lease() != null;
        var acted = run != null && run.runId().equals(event.runId());
        if (!held && !acted && requests.containsKey(event.runId())) {
            run = run(event.runId()).intending(event.lastIntent());
        }
    }

    private void ended(RunEvent event, String outcome) {
        requests.remove(event.runId());
        if (run != null && run.runId().equals(event.runId())) {
            run = run.ended(outcome);
        }
    }
}
