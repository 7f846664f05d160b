package dev.varve.engine.backup;

/** A backup that was just taken and proven, for a run that may work on a copy of it. Closing lets go of what the proof left for that. */
public interface TakenBackup extends AutoCloseable {

    Backup backup();

    /** Where {@link #copy()} makes it: a path, or a URL without secrets. */
    String copyPlace();

    /**
     * Begins a copy.
     *
     * @throws BackupException if that can be told not to work beforehand
     */
    WorkingCopy copy();

    @Override
    void close();
}
