package dev.varve.query.backups;

import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
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
        switch (event.event()) {
            case TargetEvent told -> on(event, told, transaction);
            case RunEvent ignored -> {
                // no run's event tells of a backup itself: a restore leaves it as it was
            }
        }
    }

    private static void on(RecordedEvent event, TargetEvent told, ViewTransaction transaction) {
        var change = new BackupChange(event, transaction.rows(BackupTable.ROWS));
        switch (told) {
            case TargetEvent.BackupStarted started -> change.on(started);
            case TargetEvent.BackupTaken taken -> change.on(taken);
            case TargetEvent.BackupProofStarted ignored -> {}
            case TargetEvent.BackupProven proven -> change.on(proven);
            case TargetEvent.BackupRejected rejected -> change.on(rejected);
            case TargetEvent.BackupExpiryStarted ignored -> {}
            case TargetEvent.BackupExpired expired -> change.on(expired);
            case TargetEvent.TargetRegistered ignored -> {}
            case TargetEvent.TargetReconfigured ignored -> {}
            case TargetEvent.TargetRetired ignored -> {}
            case TargetEvent.DatabaseDiagnosed ignored -> {}
            case TargetEvent.DriftDetected ignored -> {}
            case TargetEvent.LeaseTaken ignored -> {}
            case TargetEvent.LeaseRefused ignored -> {}
            case TargetEvent.LeaseReleased ignored -> {}
            case TargetEvent.LeaseTakenOver ignored -> {}
            case TargetEvent.SpooledFactsAppended ignored -> {}
        }
    }
}
