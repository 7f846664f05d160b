package dev.varve.engine.backup;

import dev.varve.engine.database.Database;

/**
 * A copy of a proven backup to migrate, for one run. Its content may come behind, while what will open it starts. Closing removes it, unless it
 * has taken the database's place.
 */
public interface WorkingCopy extends AutoCloseable {

    Database database();

    /**
     * Returns once it is whole and what was proven.
     *
     * @throws BackupException if it could not be made, or is not that; nothing is left of it
     */
    void await();

    /** Where a server is out of reach, the next run removes it. */
    @Override
    void close();
}
