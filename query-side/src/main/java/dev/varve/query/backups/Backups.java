package dev.varve.query.backups;

import dev.varve.query.projection.Views;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /**
     * Of a target, or of all, those of which something was last recorded before an event, the newest first.
     *
     * @param target {@code null} for all
     * @param before its sequence; {@code null} to begin with the newest
     */
    public List<BackupView> newest(String target, Long before, int limit) {
        var conditions = (target == null ? "" : " and target = ?") + (before == null ? "" : " and sequence < ?");
        return views.ask(connection -> {
            try (var query = connection.prepareStatement("select document from backup where sequence > 0" + conditions
                    + " order by sequence desc limit " + limit)) {
                int place = 1;
                if (target != null) {
                    query.setString(place++, target);
                }
                if (before != null) {
                    query.setLong(place, before);
                }
                return BackupTable.read(query);
            }
        });
    }

    /** The one that was proven last and is not known to be deleted, or {@code null}. */
    public BackupView lastProven(String target) {
        return of(target).stream()
                .filter(backup -> backup.state() == BackupState.PROVEN)
                .max(Comparator.comparingLong(BackupView::sequence))
                .orElse(null);
    }

    /** Likewise of every target that has one, by its name. */
    public Map<String, BackupView> lastProven() {
        return views
                .ask(connection -> {
                    try (var query = connection.prepareStatement("""
                            select b.document from backup b
                            join (select target, max(sequence) last from backup where proven = 1 group by target) p
                            on p.target = b.target and p.last = b.sequence
                            """)) {
                        return BackupTable.read(query);
                    }
                })
                .stream()
                .collect(Collectors.toMap(BackupView::target, Function.identity()));
    }
}
