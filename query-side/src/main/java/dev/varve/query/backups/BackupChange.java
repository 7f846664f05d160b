package dev.varve.query.backups;

import dev.varve.events.TargetEvent;
import dev.varve.query.projection.ViewRows;
import dev.varve.store.RecordedEvent;
import java.time.Instant;

/** What one event changes of one backup. A backup that is first heard of half way, in a log cut by an import, is still shown. */
record BackupChange(RecordedEvent event, ViewRows<BackupKey, BackupView> rows) {

    void on(TargetEvent.BackupStarted told) {
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

    void on(TargetEvent.BackupTaken told) {
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

    void on(TargetEvent.BackupProven told) {
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

    void on(TargetEvent.BackupRejected told) {
        var known = known(told.target(), told.backupId(), told.runId());
        end(known, BackupState.REJECTED, "expected " + told.expected() + ", found " + told.found());
    }

    void on(TargetEvent.BackupExpired told) {
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
        var known = rows.get(new BackupKey(target, id));
        return known != null ? known : unheardOf(target, id, runId, event.at());
    }

    private static BackupView unheardOf(String target, String id, String runId, Instant at) {
        return new BackupView(
                id, target, runId, BackupState.STARTED, null, null, null, null, null, at, null, null, null, null, 0);
    }

    private void put(BackupView backup) {
        rows.put(new BackupKey(backup.target(), backup.id()), backup);
    }
}
