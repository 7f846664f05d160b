package dev.varve.engine.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One consistent state of a database that is a file: a copy made here is of that state, too. */
public interface FileSnapshot extends Snapshot {

    /** Hears of pages copied. */
    interface CopyProgress {
        void copied(long pagesDone, long pagesTotal);
    }

    /** How many rows break a foreign key, by {@code table -> parent}; empty if none do. */
    Map<String, Long> foreignKeyViolations();

    /**
     * What the engine finds wrong with the file; empty if nothing.
     *
     * @param thorough whether to read everything
     */
    List<String> integrityProblems(boolean thorough);

    /** How much room making a copy takes. */
    long copyBytes();

    /**
     * Copies this state to a file through the engine's own online backup.
     *
     * @param file empty, private to its owner
     * @throws CopyFailed if it could not be written whole; what was written is left for the caller to remove
     */
    void copyTo(Path file, CopyProgress progress);
}
