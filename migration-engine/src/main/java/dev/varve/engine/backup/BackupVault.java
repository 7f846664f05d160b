package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A folder of backups with their receipts. The folder and what is in it belong to its owner alone (mode 0700, 0600).
 * Several processes may use one vault at once.
 */
public final class BackupVault {

    private final Path folder;
    private final Clock clock;
    private final Receipts receipts;

    /**
     * A vault in a folder.
     *
     * @param directory created when the first backup is taken
     * @param clock for the times in ids and receipts
     */
    public BackupVault(Path directory, Clock clock) {
        this.folder = directory.toAbsolutePath().normalize();
        this.clock = clock;
        this.receipts = new Receipts(folder);
    }

    public Path directory() {
        return folder;
    }

    /**
     * Takes a backup and proves it. Copy, schema, foreign keys and contents are of one state.
     *
     * @param target the watched database's name
     * @param runId the run that needs it, or {@code null}
     * @return the proven backup
     * @throws NotEnoughSpace before anything is written
     * @throws BackupSourceUnreachable if the source is not there or does not let the registered user in
     * @throws BackupNotTaken if the source cannot be read (and who locks it) or the copy cannot be written
     * @throws BackupNotProven if the copy is not what the source is; it is kept, unproven, for looking at
     */
    public Backup take(String target, FileDatabase source, String runId, Consumer<Observation> observer) {
        return new TakingBackup(receipts, folder, clock, observer).take(target, source, runId);
    }

    /**
     * Proves a stored backup again, against its receipt: size, hash, integrity, schema, contents.
     *
     * @param original the database that it was taken from, to know how its copies are reached; it is not touched
     * @throws BackupUnknown if none has that id
     * @throws BackupNotProven naming what was expected and what was found
     */
    public Backup verify(String id, FileDatabase original) {
        return verify(known(id), original);
    }

    /** Likewise, by what is known of it. */
    public Backup verify(Backup backup, FileDatabase original) {
        new StoredBackup(backup, original).prove();
        return backup;
    }

    /**
     * Puts a proven backup in the database's place. What was there, companions included, is kept aside in a folder beside it.
     *
     * @throws RestoreRefused if the backup was never proven, is of another kind of database, or another process has the database open; nothing was touched
     * @throws NotEnoughSpace likewise
     * @throws RestoreFailed if it could not be written; what was there is whole, under its name or aside
     * @throws BackupNotProven if the backup does not hold (nothing was touched), or the restored file does not (what was there
     *     is aside)
     */
    public Restored restore(Backup backup, FileDatabase target, Consumer<Observation> observer) {
        return new Restoring(backup, target, clock, observer).restore();
    }

    /** A target's backups, proven or not, oldest first; those of every target if it is {@code null}. */
    public List<Backup> list(String target) {
        var backups = new ArrayList<Backup>();
        for (var id : ids()) {
            try {
                var backup = receipts.read(id);
                if (target == null || target.equals(backup.target())) {
                    backups.add(backup);
                }
            } catch (BackupNotProven unreadable) {
                // told by look(): one broken receipt must not hide the others
            }
        }
        return backups;
    }

    /**
     * The backup of that id, if there is one.
     *
     * @throws BackupNotProven if its receipt cannot be read
     */
    public Optional<Backup> find(String id) {
        return Receipts.isId(id) && receipts.exists(id) ? Optional.of(receipts.read(id)) : Optional.empty();
    }

    /** A target's newest proven backup. */
    public Optional<Backup> newestProven(String target) {
        return list(target).reversed().stream().filter(Backup::isProven).findFirst();
    }

    /**
     * Removes what the policy lets go of a target's backups. Never its last proven one.
     *
     * @param protectedIds backups that must stay whatever their age
     * @param observer hears of each before and after it is removed; when it throws, nothing more is removed
     * @return what was removed
     */
    public List<Backup> expire(
            String target, RetentionPolicy policy, Set<String> protectedIds, Consumer<Observation> observer) {
        return new Expiry(receipts, folder, clock).expire(list(target), policy, protectedIds, observer);
    }

    /** What is worth knowing about keeping a database's backups here: same volume, little space, broken receipts. */
    public List<Finding> look(FileDatabase source) {
        return new VaultLook(folder, receipts).at(source, ids());
    }

    /** Likewise, where the database's own place is not to be seen: broken receipts. */
    public List<Finding> lookAtReceipts() {
        return new VaultLook(folder, receipts).atReceipts(ids());
    }

    private Backup known(String id) {
        return find(id).orElseThrow(() -> new BackupUnknown(id, folder));
    }

    private List<String> ids() {
        try {
            return receipts.ids();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list the backups in " + folder, unreadable);
        }
    }
}
