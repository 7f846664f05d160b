package dev.varve.query.backups;

import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.store.RecordedEvent;
import org.axonframework.eventhandling.EventHandler;

/** Follows each backup from its intent to its end. */
public final class BackupsProjection implements Projection {

    @Override
    public String name() {
        return "backups";
    }

    @Override
    @EventHandler
    public void on(RecordedEvent event, ViewTransaction transaction) {
        var rows = transaction.rows(BackupTable.ROWS);
        new BackupChange(event, rows::get, rows::put).make();
    }
}
