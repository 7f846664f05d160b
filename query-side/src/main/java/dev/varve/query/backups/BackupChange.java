package dev.varve.query.backups;

import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What one event changes of one backup. A backup that is first heard of half way, in a log cut by an import, is still shown. */
record BackupChange(
        RecordedEvent event, Function<BackupKey, BackupView> known, BiConsumer<BackupKey, BackupView> change) {

    void make() {
        switch (event.event()) {
            case TargetEvent told -> on(told);
            case RunEvent ignored -> {
                // no run's event tells of a backup itself: a restore leaves it as it was
            }
            case AccessEvent ignored -> {}
        }
    }

    private void on(TargetEvent told) {
        switch (told) {
            case TargetEvent.BackupStarted started -> on(started);
            case TargetEvent.BackupTaken taken -> on(taken);
            case TargetEvent.BackupProofStarted ignored -> {}
            case TargetEvent.BackupProven proven -> on(proven);
            case TargetEvent.BackupRejected rejected -> on(rejected);
            case TargetEvent.BackupExpiryStarted ignored -> {}
            case TargetEvent.BackupExpired expired -> on(expired);
            case TargetEvent.TargetRegistered ignored -> {}
            case TargetEvent.TargetReconfigured ignored -> {}
            case TargetEvent.TargetRetired ignored -> {}
            case TargetEvent.DatabaseDiagnosed ignored -> {}
            case TargetEvent.DriftDetected ignored -> {}
            case TargetEvent.SchemaSeen ignored -> {}
            case TargetEvent.RevisionsSeen ignored -> {}
            case TargetEvent.LeaseTaken ignored -> {}
            case TargetEvent.LeaseRefused ignored -> {}
            case TargetEvent.LeaseReleased ignored -> {}
            case TargetEvent.LeaseTakenOver ignored -> {}
            case TargetEvent.SpooledFactsAppended ignored -> {}
            case TargetEvent.OfProposal ignored -> {}
        }
    }

    private void on(TargetEvent.BackupStarted told) {
        var at = event.at();
        put(new BackupView(
                told.backupId(),
                told.target(),
                told.runId(),
                BackupState.STARTED,
                told.path(),
                null,
                null,
                null,
                null,
                at,
                null,
                null,
                null,
                null,
                event.sequence()));
    }

    private void on(TargetEvent.BackupTaken told) {
        var known = known(told.target(), told.backupId(), told.runId());
        put(new BackupView(
                known.id(),
                known.target(),
                told.runId(),
                BackupState.TAKEN,
                told.path(),
                told.sizeBytes(),
                told.sha256(),
                null,
                null,
                known.startedAt(),
                event.at(),
                null,
                null,
                null,
                event.sequence()));
    }

    private void on(TargetEvent.BackupProven told) {
        var known = known(told.target(), told.backupId(), told.runId());
        long rows = told.rows().values().stream().mapToLong(Long::longValue).sum();
        put(new BackupView(
                known.id(),
                known.target(),
                known.runId(),
                BackupState.PROVEN,
                known.path(),
                known.sizeBytes(),
                told.sha256(),
                told.fingerprint(),
                rows,
                known.startedAt(),
                known.takenAt(),
                event.at(),
                null,
                null,
                event.sequence()));
    }

    private void on(TargetEvent.BackupRejected told) {
        var known = known(told.target(), told.backupId(), told.runId());
        end(known, BackupState.REJECTED, "expected " + told.expected() + ", found " + told.found());
    }

    private void on(TargetEvent.BackupExpired told) {
        end(known(told.target(), told.backupId(), null), BackupState.EXPIRED, told.why());
    }

    private void end(BackupView known, BackupState state, String detail) {
        put(new BackupView(
                known.id(),
                known.target(),
                known.runId(),
                state,
                known.path(),
                known.sizeBytes(),
                known.sha256(),
                known.fingerprint(),
                known.rows(),
                known.startedAt(),
                known.takenAt(),
                known.provenAt(),
                event.at(),
                detail,
                event.sequence()));
    }

    private BackupView known(String target, String id, String runId) {
        var heardOf = known.apply(new BackupKey(target, id));
        return heardOf != null ? heardOf : unheardOf(target, id, runId, event.at());
    }

    private static BackupView unheardOf(String target, String id, String runId, Instant at) {
        return new BackupView(
                id, target, runId, BackupState.STARTED, null, null, null, null, null, at, null, null, null, null, 0);
    }

    private void put(BackupView backup) {
        change.accept(new BackupKey(backup.target(), backup.id()), backup);
    }
}
