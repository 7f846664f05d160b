package dev.varve.query.status;

import dev.varve.events.Intents;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedStep;
import dev.varve.events.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is believed after an event of a run. */
record AfterRunEvent(Belief before, Instant at) {

    /** What ended so left the database as it was: also a run without a proven backup, of which no step began. */
    private static final Set<String> UNCHANGED = Set.of(Outcomes.FAILED_UNCHANGED, Outcomes.REFUSED);

    Belief believe(RunEvent event) {
        return switch (event) {
            case RunEvent.RunRequested e -> before.with(new LastRun(e.runId(), e.kind(), null, at, null, null, null));
            case RunEvent.PreflightPassed ignored -> before;
            case RunEvent.PreflightRefused e -> ended(e, Outcomes.REFUSED, messages(e.violations()), null);
            case RunEvent.RunPlanned e -> planned(e);
            case RunEvent.ToolStarted e -> before.intending(e.runId(), Intents.START_OF_THE_TOOL);
            case RunEvent.StepStarted e -> before.touching(e.runId(), Intents.of(e));
            case RunEvent.StepSucceeded ignored -> before;
            case RunEvent.StepFailed ignored -> before;
            case RunEvent.StepOutcomeUnknown ignored -> before.with(before.schema(), true);
            case RunEvent.StatementsJudged ignored -> before;
            case RunEvent.PartialRunDetected e -> before.with(before.schema().in("PARTIAL", e.found()), true);
            case RunEvent.VerificationStarted e -> before.intending(e.runId(), Intents.VERIFICATION);
            case RunEvent.TablesCompared ignored -> before;
            case RunEvent.CheckEnded ignored -> before;
            case RunEvent.RunSucceeded e -> succeeded(e);
            case RunEvent.RunFailed e -> failed(e);
            case RunEvent.RunInterrupted e -> interrupted(e);
            case RunEvent.StampRequested e -> before.touching(e.runId(), Intents.of(e));
            case RunEvent.StampRefused e -> ended(e, Outcomes.REFUSED, e.why(), null);
            case RunEvent.StampApplied e -> stamped(e.revision(), e.fingerprint());
            case RunEvent.BaselineRefused e -> ended(e, Outcomes.REFUSED, e.why(), null);
            case RunEvent.BaselineApplied e -> stamped(e.revision(), e.fingerprint());
            case RunEvent.RepairRefused e -> ended(e, Outcomes.REFUSED, e.why(), null);
            case RunEvent.RepairApplied ignored -> before;
            case RunEvent.RestoreStarted e -> before.touching(e.runId(), Intents.of(e));
            case RunEvent.RestoreSucceeded e -> restored(e);
            case RunEvent.RestoreFailed e -> afterFailure(e.databaseUntouched());
            case RunEvent.OfCopy copied -> ofCopy(copied);
            case RunEvent.OfRecovery recovery -> ofRecovery(recovery);
            case RunEvent.OfLocks ignored -> before;
        };
    }

    private Belief ofCopy(RunEvent.OfCopy event) {
        return switch (event) {
            case RunEvent.StrategyChosen ignored -> before;
            case RunEvent.RehearsalStarted e -> before.intending(e.runId(), Intents.of(e));
            case RunEvent.RehearsalSucceeded ignored -> before;
            case RunEvent.RehearsalFailed ignored -> before;
            case RunEvent.StepDeviated ignored -> before;
            case RunEvent.SwapStarted e -> before.touching(e.runId(), Intents.of(e));
            case RunEvent.CopySwappedIn e -> before.with(before.schema().in(null, e.fingerprint()), false);
            case RunEvent.SwapFailed e -> afterFailure(e.databaseUntouched());
            case RunEvent.MendStarted e -> before.intending(e.runId(), Intents.of(e));
            case RunEvent.CopyMended ignored -> before;
        };
    }

    private Belief ofRecovery(RunEvent.OfRecovery event) {
        return switch (event) {
            case RunEvent.RecoveryOpened ignored -> before;
            case RunEvent.RecoveryOptionChosen e -> before.intending(e.runId(), Intents.of(e));
            case RunEvent.RecoveryCompleted e ->
                before.with(before.schema().in(e.state(), e.fingerprint()), before.needsRecovery());
            case RunEvent.RecoveryAbandoned e -> ended(e, Outcomes.REFUSED, e.why(), "varve recover " + e.target());
            case RunEvent.SalvageStarted e -> before.intending(e.runId(), Intents.of(e));
            case RunEvent.SalvageCompleted ignored -> before;
        };
    }

    private Belief afterFailure(boolean untouched) {
        return before.with(before.schema(), before.needsRecovery() || !untouched);
    }

    private Belief planned(RunEvent.RunPlanned e) {
        if (!before.holds(e.runId())) {
            return before;
        }
        return before.with(before.openRun()
                .planning(e.steps().stream().map(RecordedStep::revision).toList()));
    }

    private Belief succeeded(RunEvent.RunSucceeded e) {
        var known = before.schema();
        var schema = tellsWhere(e)
                ? known.at(e.to(), stillPending(e), e.fingerprint())
                : known.in(known.state(), e.fingerprint());
        return new AfterRunEvent(before.with(schema, false), at).ended(e, Outcomes.SUCCEEDED, null, null);
    }

    /** At no revision is where a downgrade to the base ends; of any other run it says that nobody looked. */
    private boolean tellsWhere(RunEvent.RunSucceeded e) {
        return !e.to().isEmpty()
                || (before.holds(e.runId()) && before.openRun().kind().equals("downgrade"));
    }

    /** An upgrade takes its steps off what is pending, a downgrade puts them back in front; what others do only a look can tell. */
    private List<String> stillPending(RunEvent.RunSucceeded e) {
        var open = before.openRun();
        var pending = before.schema().pending();
        if (pending == null || !before.holds(e.runId())) {
            return pending;
        }
        var left = new ArrayList<>(pending);
        left.removeAll(open.planned());
        if (open.kind().equals("downgrade")) {
            left.addAll(0, open.planned().reversed());
        }
        return left;
    }

    private Belief failed(RunEvent.RunFailed e) {
        var schema = before.schema();
        boolean unchanged = UNCHANGED.contains(e.outcome());
        var next = unchanged
                ? schema
                : new Belief.Schema(
                        schema.state(),
                        e.current(),
                        schema.heads(),
                        pendingAfter(e),
                        e.fingerprint(),
                        schema.diagnosedAt());
        var believed = before.with(next, before.needsRecovery() || !unchanged);
        return new AfterRunEvent(believed, at).ended(e, e.outcome(), e.why(), e.remedy());
    }

    /** An upgrade that stopped half way took the steps off what is pending up to where the database stands. */
    private List<String> pendingAfter(RunEvent.RunFailed e) {
        var pending = before.schema().pending();
        if (pending == null || e.current() == null || !before.holds(e.runId())) {
            return pending;
        }
        var open = before.openRun();
        int done = open.kind().equals("upgrade")
                ? e.current().stream().mapToInt(open.planned()::indexOf).max().orElse(-1) + 1
                : 0;
        var left = new ArrayList<>(pending);
        left.removeAll(open.planned().subList(0, done));
        return left;
    }

    /** Before the first step, stamp or restore nothing can have changed; after it only a look can tell. */
    private Belief interrupted(RunEvent.RunInterrupted e) {
        boolean acted = before.holds(e.runId()) && before.openRun().touched();
        var believed = before.with(before.schema(), before.needsRecovery() || acted);
        return new AfterRunEvent(believed, at).ended(e, Outcomes.INTERRUPTED, e.why(), "varve recover " + e.target());
    }

    private Belief stamped(String revision, String fingerprint) {
        var schema = before.schema();
        boolean head = schema.heads() != null && schema.heads().equals(List.of(revision));
        return before.with(schema.at(List.of(revision), head ? List.of() : null, fingerprint), before.needsRecovery());
    }

    /** A restored database is sound, but where it stands only the next look or the run's end tells. */
    private Belief restored(RunEvent.RestoreSucceeded e) {
        var schema = before.schema();
        var unknown = new Belief.Schema(null, null, schema.heads(), null, e.fingerprint(), schema.diagnosedAt());
        return before.with(unknown, false);
    }

    private Belief ended(RunEvent e, String outcome, String why, String remedy) {
        var kind = before.holds(e.runId()) ? before.openRun().kind() : null;
        return before.ended(e.runId(), kind, outcome, at, why, remedy);
    }

    private static String messages(List<RecordedFinding> violations) {
        return violations.stream().map(RecordedFinding::message).collect(Collectors.joining("; "));
    }
}
