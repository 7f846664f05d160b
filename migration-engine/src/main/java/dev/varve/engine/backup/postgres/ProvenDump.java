package dev.varve.engine.backup.postgres;

/**
 * A proven backup, and the database to which it was restored for that.
 *
 * @param restored dropped on closing, unless it became something else
 */
record ProvenDump(PostgresBackup backup, OwnDatabase restored) implements AutoCloseable {

    @Override
    public void close() {
        restored.closeQuietly();
    }
}
