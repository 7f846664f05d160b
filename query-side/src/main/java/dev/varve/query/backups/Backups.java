package dev.varve.query.backups;

import dev.varve.query.projection.Views;
import java.util.Comparator;
import java.util.List;

/** Asks for recorded backups. */
public final class Backups {

    private final Views views;

    public Backups(Views views) {
        this.views = views;
    }

    /** Oldest first; empty for an unknown target. */
    public List<BackupView> of(String target) {
        return views
                .ask(connection -> {
                    try (var query = connection.prepareStatement("select document from backup where target = ?")) {
                        query.setString(1, target);
                        return BackupTable.read(query);
                    }
                })
                .stream()
                .sorted(Comparator.comparing(BackupView::startedAt).thenComparing(BackupView::id))
                .toList();
    }

    /** The one that was proven last and is not known to be deleted, or {@code null}. */
    public BackupView lastProven(String target) {
        return of(target).stream()
                .filter(backup -> backup.state() == BackupState.PROVEN)
                .max(Comparator.comparing(BackupView::provenAt).thenComparingLong(BackupView::sequence))
                .orElse(null);
    }
}
