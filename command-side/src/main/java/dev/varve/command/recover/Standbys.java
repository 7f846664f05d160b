package dev.varve.command.recover;

import dev.varve.command.run.BackupDoubts;
import dev.varve.command.run.KnownPast;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.Targets;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.recovery.Scene.Standby;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses the backup that may take the database's place: the broken run's own, else the newest that nothing speaks against. */
final class Standbys {

    /** What a slow disk copies and reads back; only for a backup whose own time was not recorded. */
    private static final long BYTES_PER_MILLI = 30_000;

    private static final long SHORTEST_MILLIS = 1000;

    private final TargetAccess access;
    private final BackupVault vault;
    private final BackupDoubts doubts;
    private final RecordedRuns recorded;

    Standbys(TargetAccess access, BackupVault vault, Targets targets, RecordedRuns recorded) {
        this.access = access;
        this.vault = vault;
        this.doubts = BackupDoubts.in(targets, access.name());
        this.recorded = recorded;
    }

    /** The backup that was proven before the broken run's first step; {@code null} if there is none, or it is gone. */
    Backup wayBack(KnownPast past) {
        return find(past.wayBack());
    }

    /**
     * What may be put back.
     *
     * @param standby {@code null} if there is none
     * @param altered why the backup that it would be is not: it is not what was recorded of it; {@code null} otherwise
     */
    record Choice(Standby standby, String altered) {}

    /** The backup to put back. Where it is not what was recorded of it, none: an older one is nobody's choice but a person's. */
    Choice choose(KnownPast past) {
        var standby = newest(past);
        if (standby == null) {
            return new Choice(null, null);
        }
        try {
            doubts.requireAsRecorded(standby.backup());
            return new Choice(standby, null);
        } catch (BackupNotProven altered) {
            return new Choice(null, altered.getMessage());
        }
    }

    private Standby newest(KnownPast past) {
        var ofTheRun = wayBack(past);
        if (ofTheRun == null) {
            ofTheRun = find(recorded.openRestore());
        }
        if (ofTheRun != null) {
            return new Standby(ofTheRun, true, millis(ofTheRun));
        }
        return vault.list(access.name()).reversed().stream()
                .filter(this::isTrustworthy)
                .findFirst()
                .map(backup -> new Standby(backup, false, millis(backup)))
                .orElse(null);
    }

    private Backup find(String id) {
        if (id == null) {
            return null;
        }
        try {
            return vault.find(id).filter(this::isTrustworthy).orElse(null);
        } catch (BackupNotProven unreadableReceipt) {
            return null;
        }
    }

    private boolean isTrustworthy(Backup backup) {
        return backup.isProven()
                && isThere(backup)
                && backup.source().equals(access.database().location())
                && (backup.id().equals(recorded.openRestore())
                        || doubts.about(backup.id()).isEmpty());
    }

    private static boolean isThere(Backup backup) {
        try {
            return Files.size(Path.of(backup.path())) == backup.sizeBytes();
        } catch (IOException gone) {
            return false;
        }
    }

    private long millis(Backup backup) {
        return recorded.backupMillis(backup.id())
                .orElse(Math.max(SHORTEST_MILLIS, 2 * backup.sizeBytes() / BYTES_PER_MILLI));
    }
}
