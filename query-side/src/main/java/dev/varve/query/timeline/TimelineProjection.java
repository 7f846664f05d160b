package dev.varve.query.timeline;

import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import dev.varve.query.projection.Document;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.query.runs.RunIds;
import dev.varve.query.words.Words;
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
            case TargetEvent told -> TargetSentences.of(told, event.metadata().get("actor"));
            case RunEvent told -> new RunSentences(steps).of(told);
            case AccessEvent told -> AccessSentences.of(told);
        };
        var entry = new TimelineEntry(
                event.sequence(),
                event.eventId(),
                event.type(),
                event.at(),
                event.metadata().get("actor"),
                event.event().target(),
                RunIds.of(event.event()),
                beginsAnAct(event.event()) ? summary + Words.why(event.metadata()) : summary,
                data(event));
        transaction.rows(TimelineTable.ROWS).put(event.sequence(), entry);
        var days = transaction.rows(DayTable.ROWS);
        long number = Day.of(event.at());
        var day = days.get(number);
        days.put(
                number, day == null ? new Day(number, event.sequence(), event.sequence()) : day.with(event.sequence()));
    }

    /** Every event carries why it was recorded; once is enough for a reader. */
    private static boolean beginsAnAct(VarveEvent event) {
        return event instanceof RunEvent.RunRequested
                || event instanceof TargetEvent.TargetRegistered
                || event instanceof TargetEvent.TargetReconfigured
                || event instanceof TargetEvent.TargetRetired
                || event instanceof TargetEvent.RunProposed
                || event instanceof AccessEvent
                || (event instanceof TargetEvent.BackupStarted backup && backup.runId() == null);
    }

    /** The fields in today's shape: as stored, unless an upcaster changed them. */
    private static String data(RecordedEvent event) {
        var today = EventNames.ALL.of(event.event().getClass()).revision();
        return today.equals(event.revision()) ? event.payloadJson() : Document.write(event.event());
    }
}
