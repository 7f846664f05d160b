package dev.varve.query.status;

import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.store.RecordedEvent;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventHandler;

/** Keeps what is believed of each target. */
public final class StatusProjection implements Projection {

    @Override
    public String name() {
        return "status";
    }

    @Override
    @EventHandler
    public void on(RecordedEvent event, ViewTransaction transaction) {
        switch (event.event()) {
            case TargetEvent told ->
                change(event, transaction, before -> new AfterTargetEvent(before, event.at()).believe(told));
            case RunEvent told ->
                change(event, transaction, before -> new AfterRunEvent(before, event.at()).believe(told));
            case AccessEvent ofNoTarget -> {}
        }
    }

    private static void change(RecordedEvent event, ViewTransaction transaction, UnaryOperator<Belief> change) {
        var rows = transaction.rows(StatusTable.ROWS);
        var target = event.event().target();
        var known = rows.get(target);
        var before = known == null ? Belief.unheardOf(target) : known;
        rows.put(target, change.apply(before).toldBy(event.sequence(), event.at()));
    }
}
