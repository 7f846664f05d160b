package dev.varve.engine.backup;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** How one database is backed up, its backups are proven again, and one is put in its place. Where they lie, and since when, a {@link BackupVault} tells. */
public interface BackupMethod {

    /** What is worth knowing before a backup. */
    List<Finding> look();

    /**
     * Takes a backup and proves it.
     *
     * @param target the watched database's name in Varve
     * @param runId the run that needs it, or {@code null}
     * @throws BackupSourceUnreachable if the source is not there or lets nobody in
     * @throws BackupNotProven if the copy is not what the source was; it is kept, unproven, for looking at
     * @throws BackupException if none could be taken
     */
    Backup take(String target, String runId, Consumer<Observation> observer);

    /**
     * Likewise, to work on a copy of it.
     *
     * @param runId the run that needs both
     */
    TakenBackup takeToCopy(String target, String runId, Consumer<Observation> observer);

    /**
     * A copy of a stored backup to try something on.
     *
     * @param folder of the caller's own, where a copy that is a file lies
     * @throws BackupException if it can be told beforehand that there will be none
     */
    WorkingCopy scratchCopy(Backup backup, Path folder);

    /**
     * Proves a stored backup again.
     *
     * @throws BackupNotProven naming what was expected and what was found
     */
    void verify(Backup backup);

    /** Whether a backup was taken of the very place that this database is at. */
    boolean isFromHere(Backup backup);

    /**
     * Puts a proven backup in the database's place; what was there is kept aside.
     *
     * @param runId the run that restores
     * @throws RestoreRefused if the backup was never proven, is of another kind of database, or somebody uses the database; nothing was touched
     * @throws BackupNotProven if the backup does not hold
     * @throws BackupException if it could not be restored
     */
    Restored restore(Backup backup, String runId, Consumer<Observation> observer);
}
