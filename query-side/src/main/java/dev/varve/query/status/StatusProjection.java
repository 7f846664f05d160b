package dev.varve.query.status;

import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.store.RecordedEvent;
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
        var rows = transaction.rows(StatusTable.ROWS);
        var target = event.event().target();
        var known = rows.get(target);
        var before = known == null ? Belief.unheardOf(target) : known;
        var after = switch (event.event()) {
            case TargetEvent told -> new AfterTargetEvent(before, event.at()).believe(told);
            case RunEvent told -> new AfterRunEvent(before, event.at()).believe(told);
        };
        rows.put(target, after.toldBy(event.sequence(), event.at()));
    }
}
