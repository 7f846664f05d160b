package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupNotTaken;
import dev.varve.engine.backup.BackupSourceUnreachable;
import dev.varve.engine.backup.BackupUnknown;
import dev.varve.engine.backup.ClientToolsUnavailable;
import dev.varve.engine.backup.NotEnoughSpace;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A folder of backups of databases of one PostgreSQL server, with their receipts. The folder and what is in it belong to its owner alone. */
public final class PostgresBackups {

    private final Path folder;
    private final PostgresAccess access;
    private final DumpSettings settings;
    private final Map<String, String> surroundings;
    private final SnapshotReader reader;
    private final Clock clock;
    private final PostgresReceipts receipts;

    /**
     * Backups in a folder.
     *
     * @param directory created when the first backup is taken
     * @param surroundings the environment, for the {@code PATH} and what client tools need to run
     */
    public PostgresBackups(
            Path directory,
            PostgresAccess access,
            DumpSettings settings,
            Map<String, String> surroundings,
            SnapshotReader reader,
            Clock clock) {
        this.folder = directory.toAbsolutePath().normalize();
        this.access = access;
        this.settings = settings;
        this.surroundings = Map.copyOf(surroundings);
        this.reader = reader;
        this.clock = clock;
        this.receipts = new PostgresReceipts(folder);
    }

    /**
     * Takes a backup of one snapshot and proves it by restoring it.
     *
     * @param target the watched database's name in Varve
     * @param runId the run that needs it, or {@code null}
     * @throws BackupSourceUnreachable if the server or the database lets nobody in
     * @throws ClientToolsUnavailable if there is no {@code pg_dump} of the server's version
     * @throws NotEnoughSpace before anything is written
     * @throws BackupNotTaken if the source cannot be read or the archive not be written, or if no scratch database could be made to prove it
     * @throws BackupNotProven if what was restored is not what the source was; the archive is kept, unproven, for looking at
     */
    public PostgresBackup take(String target, String database, String runId, Consumer<Observation> observer) {
        try (var proven = takeToCopy(target, database, runId, observer)) {
            return proven.backup();
        }
    }

    /** Likewise, and leaves the database that it was restored to for its proof. */
    ProvenDump takeToCopy(String target, String database, String runId, Consumer<Observation> observer) {
        var major = serverMajor(database);
        var tools = ClientTools.find(major, settings.clientTools(), surroundings);
        proving().requireScratch(access.location(database), major);
        var dump = new Dump(access, database, tools, settings, surroundings);
        var taken = new TakingDump(folder, dump, reader, clock, observer).take(target, runId);
        return prove(taken, observer);
    }

    private ProvenDump prove(PostgresBackup taken, Consumer<Observation> observer) {
        observer.accept(new Observation.ProofStarting(taken.id()));
        var restored = restored(taken, observer);
        try {
            var proven = taken.provenAt(clock.instant());
            receipts.write(proven);
            observer.accept(new Observation.BackupProven(
                    proven.id(),
                    proven.sha256(),
                    proven.state().fingerprint(),
                    proven.state().rows()));
            return new ProvenDump(proven, restored);
        } catch (IOException failed) {
            restored.closeQuietly();
            throw new BackupNotProven(taken.id(), "to write its receipt in " + folder, failed.toString(), failed);
        } catch (RuntimeException | Error stopped) {
            restored.closeQuietly();
            throw stopped;
        }
    }

    private OwnDatabase restored(PostgresBackup taken, Consumer<Observation> observer) {
        try {
            return proving()
                    .restored(
                            taken,
                            rows -> observer.accept(
                                    new Observation.Progress("proof", Observation.Progress.Unit.ROWS, rows, 0)));
        } catch (BackupException rejected) {
            observer.accept(new Observation.BackupRejected(taken.id(), rejected.expected(), rejected.found()));
            throw rejected;
        }
    }

    /**
     * A stored backup, proven again and left restored.
     *
     * @throws BackupNotProven naming what was expected and what was found
     */
    ProvenDump restoreToCopy(PostgresBackup backup) {
        return new ProvenDump(backup, proving().restored(backup, rows -> {}));
    }

    /**
     * Proves a stored backup again: archive, hash, restore, schema, contents.
     *
     * @throws BackupNotProven naming what was expected and what was found
     */
    public void verify(PostgresBackup backup) {
        proving().prove(backup, rows -> {});
    }

    /**
     * The backup of that id.
     *
     * @throws BackupNotProven if its receipt cannot be read
     * @throws BackupUnknown if none has that id
     */
    public PostgresBackup find(String id) {
        if (!ids().contains(id)) {
            throw new BackupUnknown(id, folder);
        }
        return receipts.read(id);
    }

    /** Ids of all that have a receipt, oldest first. */
    public List<String> ids() {
        try {
            return receipts.ids();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list the backups in " + folder, unreadable);
        }
    }

    private Proving proving() {
        return new Proving(settings.scratch() == null ? access : settings.scratch(), settings, surroundings, reader);
    }

    private int serverMajor(String database) {
        try (var connection = access.open(database, "varve backup")) {
            return ExportedSnapshot.major(connection);
        } catch (SQLException refused) {
            throw new BackupSourceUnreachable(
                    access.location(database),
                    Trouble.inWords(refused, access),
                    "start the server, or mend the registered URL; then try again",
                    refused);
        }
    }
}
