package dev.varve.query.runs;

import dev.varve.events.Circumstances;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;

/** Keeps one line for each run, for the lists of them; what a run was in full is told by its events. */
public final class RunsProjection implements Projection {

    @Override
    public String name() {
        return "runs";
    }

    @Override
    @EventHandler
    public void on(RecordedEvent event, ViewTransaction transaction) {
        if (event.event() instanceof RunEvent told) {
            var rows = transaction.rows(RunTable.ROWS);
            var known = rows.get(told.runId());
            var before = known == null ? begun(told, event) : known;
            rows.put(told.runId(), after(before, told, event.at()).toldBy(event.sequence()));
        }
    }

    private static RunLine begun(RunEvent told, RecordedEvent event) {
        var asked = Circumstances.of(event.metadata());
        return new RunLine(
                told.runId(),
                told.target(),
                null,
                null,
                event.at(),
                null,
                asked.actor(),
                asked.reason(),
                asked.ticket(),
                0,
                0,
                event.sequence(),
                event.sequence());
    }

    private static RunLine after(RunLine before, RunEvent told, Instant at) {
        return switch (told) {
            case RunEvent.RunRequested e -> before.of(e.kind());
            case RunEvent.RunPlanned e ->
                before.steps(before.stepsDone(), e.steps().size());
            case RunEvent.StepSucceeded ignored -> before.steps(before.stepsDone() + 1, before.stepsPlanned());
            case RunEvent.PreflightRefused ignored -> before.ended(Outcomes.REFUSED, at);
            case RunEvent.StampRefused ignored -> before.ended(Outcomes.REFUSED, at);
            case RunEvent.BaselineRefused ignored -> before.ended(Outcomes.REFUSED, at);
            case RunEvent.RepairRefused ignored -> before.ended(Outcomes.REFUSED, at);
            case RunEvent.RecoveryAbandoned ignored -> before.ended(Outcomes.REFUSED, at);
            case RunEvent.RunSucceeded ignored -> before.ended(Outcomes.SUCCEEDED, at);
            case RunEvent.RunFailed e -> before.ended(e.outcome(), at);
            case RunEvent.RunInterrupted ignored -> before.ended(Outcomes.INTERRUPTED, at);
            case RunEvent.PreflightPassed ignored -> before;
            case RunEvent.ToolStarted ignored -> before;
            case RunEvent.StepStarted ignored -> before;
            case RunEvent.StepFailed ignored -> before;
            case RunEvent.StepOutcomeUnknown ignored -> before;
            case RunEvent.StatementsJudged ignored -> before;
            case RunEvent.PartialRunDetected ignored -> before;
            case RunEvent.VerificationStarted ignored -> before;
            case RunEvent.TablesCompared ignored -> before;
            case RunEvent.CheckEnded ignored -> before;
            case RunEvent.StampRequested ignored -> before;
            case RunEvent.StampApplied ignored -> before;
            case RunEvent.BaselineApplied ignored -> before;
            case RunEvent.RepairApplied ignored -> before;
            case RunEvent.RestoreStarted ignored -> before;
            case RunEvent.RestoreSucceeded ignored -> before;
            case RunEvent.RestoreFailed ignored -> before;
            case RunEvent.OfCopy ignored -> before;
            case RunEvent.OfRecovery ignored -> before;
            case RunEvent.OfLocks ignored -> before;
        };
    }
}
