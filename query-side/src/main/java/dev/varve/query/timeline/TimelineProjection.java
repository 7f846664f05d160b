package dev.varve.query.timeline;

import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.projection.Document;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.store.EventNames;
import dev.varve.store.RecordedEvent;
import org.axonframework.eventhandling.EventHandler;

/** Writes every event down, with its sentence. */
public final class TimelineProjection implements Projection {

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    @EventHandler
    public void on(RecordedEvent event, ViewTransaction transaction) {
        var steps = transaction.rows(StartedStepTable.ROWS);
        if (event.event() instanceof RunEvent.StepStarted step) {
            steps.put(new StepKey(step.runId(), step.ordinal()), new StartedStep(step.total(), step.message()));
        }
        var summary = switch (event.event()) {
            case TargetEvent told -> TargetSentences.of(told);
            case RunEvent told -> new RunSentences(steps).of(told);
        };
        var entry = new TimelineEntry(
                event.sequence(),
                event.eventId(),
                event.type(),
                event.at(),
                event.metadata().get("actor"),
                event.event().target(),
                runOf(event),
                summary,
                data(event));
        transaction.rows(TimelineTable.ROWS).put(event.sequence(), entry);
    }

    /** The fields in today's shape: as stored, unless an upcaster changed them. */
    private static String data(RecordedEvent event) {
        var today = EventNames.ALL.of(event.event().getClass()).revision();
        return today.equals(event.revision()) ? event.payloadJson() : Document.write(event.event());
    }

    private static String runOf(RecordedEvent event) {
        return switch (event.event()) {
            case RunEvent told -> told.runId();
            case TargetEvent.LeaseTaken told -> told.runId();
            case TargetEvent.LeaseRefused told -> told.runId();
            case TargetEvent.LeaseReleased told -> told.runId();
            case TargetEvent.LeaseTakenOver told -> told.runId();
            case TargetEvent.BackupStarted told -> told.runId();
            case TargetEvent.BackupTaken told -> told.runId();
            case TargetEvent.BackupProofStarted told -> told.runId();
            case TargetEvent.BackupProven told -> told.runId();
            case TargetEvent.BackupRejected told -> told.runId();
            case TargetEvent.SpooledFactsAppended told -> told.runId();
            case TargetEvent.BackupExpiryStarted ignored -> null;
            case TargetEvent.BackupExpired ignored -> null;
            case TargetEvent.TargetRegistered ignored -> null;
            case TargetEvent.TargetReconfigured ignored -> null;
            case TargetEvent.TargetRetired ignored -> null;
            case TargetEvent.DatabaseDiagnosed ignored -> null;
            case TargetEvent.DriftDetected ignored -> null;
        };
    }
}
