package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.Observation;
import java.util.List;
import java.util.function.Consumer;

/** Copies of a database's file. */
public record FileBackupMethod(BackupVault vault, FileDatabase database) implements BackupMethod {

    @Override
    public List<Finding> look() {
        return vault.look(database);
    }

    @Override
    public Backup take(String target, String runId, Consumer<Observation> observer) {
        return vault.take(target, database, runId, observer);
    }

    @Override
    public void verify(Backup backup) {
        vault.verify(backup, database);
    }

    @Override
    public boolean isFromHere(Backup backup) {
        return backup.source().equals(database.location());
    }

    @Override
    public Restored restore(Backup backup, String runId, Consumer<Observation> observer) {
        return vault.restore(backup, database, observer);
    }
}
