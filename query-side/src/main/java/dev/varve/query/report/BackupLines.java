package dev.varve.query.report;

import dev.varve.query.backups.BackupFold;
import dev.varve.query.backups.BackupState;
import dev.varve.query.backups.BackupView;
import dev.varve.query.report.Report.BackupLine;
import dev.varve.store.RecordedEvent;
import java.util.List;
import java.util.Set;

/** A database's backups as lines of a report. */
final class BackupLines {

    private static final Set<BackupState> ENDS = Set.of(BackupState.REJECTED, BackupState.EXPIRED);

    private final String target;
    private final BackupFold backups = new BackupFold();

    BackupLines(String target) {
        this.target = target;
    }

    void add(RecordedEvent recorded) {
        backups.add(recorded);
    }

    List<BackupLine> of(List<String> ids) {
        return ids.stream()
                .flatMap(id -> backups.find(target, id).stream())
                .map(BackupLines::line)
                .toList();
    }

    /** Those that were begun in the period. */
    List<BackupLine> in(Period period) {
        return backups.all().stream()
                .filter(backup -> period.contains(backup.startedAt()))
                .map(BackupLines::line)
                .toList();
    }

    private static BackupLine line(BackupView backup) {
        return new BackupLine(
                backup.id(),
                backup.runId(),
                backup.path(),
                backup.startedAt(),
                backup.takenAt(),
                backup.sizeBytes(),
                backup.sha256(),
                backup.provenAt(),
                backup.rows(),
                ENDS.contains(backup.state()) ? backup.state().name() : null,
                backup.detail());
    }
}
