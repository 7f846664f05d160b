package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.swap.Leftovers;
import java.nio.file.Path;
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
    public TakenBackup takeToCopy(String target, String runId, Consumer<Observation> observer) {
        return new Taken(take(target, runId, observer), database, Leftovers.copyBeside(database, runId));
    }

    /** Lies beside the database, so that it can take its name. */
    private record Taken(Backup backup, FileDatabase database, Path file) implements TakenBackup {

        @Override
        public String copyPlace() {
            return file.toString();
        }

        @Override
        public WorkingCopy copy() {
            return FileWorkingCopy.begin(backup, database, file);
        }

        @Override
        public void close() {}
    }

    @Override
    public WorkingCopy scratchCopy(Backup backup, Path folder) {
        return FileWorkingCopy.begin(backup, database, folder.resolve("copy" + suffix(backup)));
    }

    /** By which the database's engine knows its own files. */
    private static String suffix(Backup backup) {
        var name = Path.of(backup.path()).getFileName().toString();
        var first = name.indexOf('.');
        return first < 0 ? "" : name.substring(first);
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
