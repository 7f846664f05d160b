package dev.varve.query.report;

import dev.varve.events.TargetEvent;
import dev.varve.query.report.Report.BackupLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database's backups, followed from the intent to the end of each. */
final class BackupLines {

    private final Map<String, BackupLine> byId = new LinkedHashMap<>();

    void on(TargetEvent told, Instant at) {
        switch (told) {
            case TargetEvent.BackupStarted e ->
                put(new BackupLine(e.backupId(), e.runId(), e.path(), at, null, null, null, null, null, null, null));
            case TargetEvent.BackupTaken e -> taken(e, at);
            case TargetEvent.BackupProven e -> proven(e, at);
            case TargetEvent.BackupRejected e ->
                ended(e.backupId(), "REJECTED", "expected " + e.expected() + ", found " + e.found());
            case TargetEvent.BackupExpired e -> ended(e.backupId(), "EXPIRED", e.why());
            default -> {}
        }
    }

    private void taken(TargetEvent.BackupTaken told, Instant at) {
        var known = known(told.backupId());
        put(new BackupLine(
                known.id(),
                told.runId(),
                told.path(),
                known.startedAt(),
                at,
                told.sizeBytes(),
                told.sha256(),
                null,
                null,
                null,
                null));
    }

    private void proven(TargetEvent.BackupProven told, Instant at) {
        var known = known(told.backupId());
        put(new BackupLine(
                known.id(),
                known.runId(),
                known.path(),
                known.startedAt(),
                known.takenAt(),
                known.sizeBytes(),
                told.sha256(),
                at,
                told.rows().values().stream().mapToLong(Long::longValue).sum(),
                null,
                null));
    }

    private void ended(String id, String end, String detail) {
        var known = known(id);
        put(new BackupLine(
                known.id(),
                known.runId(),
                known.path(),
                known.startedAt(),
                known.takenAt(),
                known.sizeBytes(),
                known.sha256(),
                known.provenAt(),
                known.rows(),
                end,
                detail));
    }

    private BackupLine known(String id) {
        return byId.getOrDefault(id, new BackupLine(id, null, null, null, null, null, null, null, null, null, null));
    }

    private void put(BackupLine line) {
        byId.put(line.id(), line);
    }

    List<BackupLine> of(List<String> ids) {
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    /** Those that were begun in the period. */
    List<BackupLine> in(Period period) {
        return byId.values().stream()
                .filter(line -> line.startedAt() != null && period.contains(line.startedAt()))
                .toList();
    }
}
