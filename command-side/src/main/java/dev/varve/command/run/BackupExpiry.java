package dev.varve.command.run;

import dev.varve.command.target.Targets;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.RetentionPolicy;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.BackupExpired;
import dev.varve.events.TargetEvent;
import dev.varve.events.TargetEvent.BackupExpiryStarted;
import dev.varve.store.RecordedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets old backups go: announced before each is deleted, told afterwards. What an earlier expiry announced, deleted and could not
 * tell any more is told first. The newest backups that are a way back stay, however many of a broken database came after.
 */
public final class BackupExpiry {

    private final Targets targets;
    private final BackupVault vault;
    private final Consumer<Observation> observer;

    /** @param observer records; when it throws, nothing more is deleted */
    public BackupExpiry(Targets targets, BackupVault vault, Consumer<Observation> observer) {
        this.targets = targets;
        this.vault = vault;
        this.observer = observer;
    }

    /** Expires a target's backups. */
    public void expire(String target, RetentionPolicy policy) {
        var open = new LinkedHashMap<String, BackupExpiryStarted>();
        targets.replay(target, recorded -> note(recorded, open));
        open.values().stream().filter(BackupExpiry::isGone).forEach(this::tellTheEnd);
        vault.expire(target, policy, newestSound(target, policy.keepNewest()), observer);
    }

    private static void note(RecordedEvent recorded, Map<String, BackupExpiryStarted> open) {
        if (recorded.event() instanceof BackupExpiryStarted started) {
            open.put(started.backupId(), started);
        } else if (recorded.event() instanceof TargetEvent.BackupExpired ended) {
            open.remove(ended.backupId());
        }
    }

    private static boolean isGone(BackupExpiryStarted started) {
        return Files.notExists(Path.of(started.path()));
    }

    private void tellTheEnd(BackupExpiryStarted started) {
        observer.accept(new BackupExpired(started.backupId(), started.why()));
    }

    private Set<String> newestSound(String target, int count) {
        var doubts = BackupDoubts.in(targets, target);
        var sound = vault.list(target).stream()
                .filter(Backup::isProven)
                .map(Backup::id)
                .filter(id -> doubts.about(id).isEmpty())
                .toList();
        return new HashSet<>(sound.subList(Math.max(0, sound.size() - count), sound.size()));
    }
}
