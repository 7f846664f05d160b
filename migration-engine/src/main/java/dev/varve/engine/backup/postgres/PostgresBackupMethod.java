package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.RestoreRefused;
import dev.varve.engine.backup.Restored;
import dev.varve.engine.backup.TakenBackup;
import dev.varve.engine.backup.WorkingCopy;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.Observation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Dumps of a database on a server, by its own client tools. */
public final class PostgresBackupMethod implements BackupMethod {

    /** Names the folder of {@code pg_dump} and {@code pg_restore}, where they are not where packages put them. */
    public static final String CLIENT_TOOLS = "VARVE_PG_BIN";

    private final BackupVault vault;
    private final PostgresAccess access;
    private final PostgresDatabase original;
    private final String database;
    private final PostgresBackups backups;
    private final PostgresRestore restore;

    /** @param surroundings the environment, for the {@code PATH} and what client tools need to run */
    public PostgresBackupMethod(
            BackupVault vault, PostgresDatabase database, Map<String, String> surroundings, Clock clock) {
        this.vault = vault;
        this.access = PostgresAccess.to(database);
        this.original = database;
        this.database = database.address().name();
        var settings = DumpSettings.usual().withClientTools(folder(surroundings));
        var reader = new DatabaseReader();
        this.backups = new PostgresBackups(vault.directory(), access, settings, surroundings, reader, clock);
        this.restore = new PostgresRestore(access, settings, surroundings, reader);
    }

    private static Path folder(Map<String, String> surroundings) {
        var named = surroundings.getOrDefault(CLIENT_TOOLS, "");
        return named.isBlank() ? null : Path.of(named);
    }

    @Override
    public List<Finding> look() {
        return vault.lookAtReceipts();
    }

    @Override
    public Backup take(String target, String runId, Consumer<Observation> observer) {
        return backups.take(target, database, runId, observer).asEveryBackup();
    }

    @Override
    public TakenBackup takeToCopy(String target, String runId, Consumer<Observation> observer) {
        return new TakenDump(backups.takeToCopy(target, database, runId, observer), original, runId);
    }

    @Override
    public WorkingCopy scratchCopy(Backup backup, Path folder) {
        var restored = backups.restoreToCopy(backups.find(backup.id())).restored();
        return new PostgresWorkingCopy(restored, original.named(restored.name()));
    }

    @Override
    public void verify(Backup backup) {
        if (backup.kind() != DatabaseKind.POSTGRESQL) {
            throw new BackupNotProven(
                    backup.id(),
                    "a backup of postgresql",
                    "one of " + backup.kind().word());
        }
        backups.verify(backups.find(backup.id()));
    }

    @Override
    public boolean isFromHere(Backup backup) {
        return backup.source().equals(access.location(database));
    }

    @Override
    public Restored restore(Backup backup, String runId, Consumer<Observation> observer) {
        if (backup.kind() != DatabaseKind.POSTGRESQL) {
            throw new RestoreRefused(
                    access.location(database),
                    "a backup of postgresql",
                    backup.id() + " of " + backup.kind().word(),
                    "choose another: varve backups " + backup.target());
        }
        var former = restore.restore(backups.find(backup.id()), database, runId, Connected.REFUSE, observer);
        return new Restored(
                backup, access.location(database), null, former == null ? List.of() : List.of(access.location(former)));
    }
}
