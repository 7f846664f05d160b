package dev.varve.query.backups;

import dev.varve.store.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backups that events tell of, as the view has them, for who reads the log itself. */
public final class BackupFold {

    private final Map<BackupKey, BackupView> rows = new LinkedHashMap<>();

    /** Takes the next event. */
    public void add(RecordedEvent event) {
        new BackupChange(event, rows::get, rows::put).make();
    }

    /** One of a target's; empty if no event tells of it. */
    public Optional<BackupView> find(String target, String id) {
        return Optional.ofNullable(rows.get(new BackupKey(target, id)));
    }

    /** In the order in which they were first heard of. */
    public List<BackupView> all() {
        return List.copyOf(rows.values());
    }
}
