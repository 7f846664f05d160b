package dev.varve.query.backups;

/** What became of a backup. */
public enum BackupState {
    /** Begun; if no process is at it, it was interrupted. */
    STARTED,
    /** On disk, unproven. */
    TAKEN,
    /** Opened and found equal to its source. */
    PROVEN,
    /** Could not be taken or proven. */
    REJECTED,
    /** Deleted by retention. */
    EXPIRED
}
