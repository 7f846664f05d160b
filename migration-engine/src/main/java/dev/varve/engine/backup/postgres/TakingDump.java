package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupNotTaken;
import dev.varve.engine.backup.BackupSourceUnreachable;
import dev.varve.engine.backup.NotEnoughSpace;
import dev.varve.engine.files.Durable;
import dev.varve.engine.files.FullDisk;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Takes one backup: snapshot, announce, dump beside, sync, rename, hash, receipt. */
final class TakingDump {

    private static final long SLACK = 1 << 20;

    private final PostgresReceipts receipts;
    private final Path folder;
    private final Dump dump;
    private final SnapshotReader reader;
    private final Clock clock;
    private final Consumer<Observation> observer;

    TakingDump(Path folder, Dump dump, SnapshotReader reader, Clock clock, Consumer<Observation> observer) {
        this.receipts = new PostgresReceipts(folder);
        this.folder = folder;
        this.dump = dump;
        this.reader = reader;
        this.clock = clock;
        this.observer = observer;
    }

    /** The backup, on disk and with a receipt, not proven yet. */
    PostgresBackup take(String target, String runId) {
        try (var snapshot = open()) {
            requireRoom(snapshot);
            var takenAt = clock.instant();
            var id = receipts.reserve(takenAt, dump.settings().format());
            return take(snapshot, new Draft(id, target, takenAt, runId));
        } catch (SQLException failed) {
            throw unreadable(failed);
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private record Draft(String id, String target, Instant takenAt, String runId) {}

    private PostgresBackup take(ExportedSnapshot snapshot, Draft draft) throws SQLException, IOException {
        var partial = receipts.partial(draft.id(), dump.settings().format());
        var whole = receipts.archive(draft.id(), partial.format());
        try {
            observer.accept(
                    new Observation.BackupStarting(draft.id(), whole.path().toString()));
            var state = write(snapshot, partial, draft.id());
            Durable.rename(partial.path(), whole.path());
            var backup = backup(draft, whole, snapshot.serverVersion(), state);
            receipts.write(backup);
            observer.accept(
                    new Observation.BackupTaken(backup.id(), backup.path(), backup.sizeBytes(), backup.sha256()));
            return backup;
        } catch (BackupException rejected) {
            observer.accept(new Observation.BackupRejected(draft.id(), rejected.expected(), rejected.found()));
            throw rejected;
        } finally {
            partial.discard();
        }
    }

    /** Dumps and reads at once; what is read is what is dumped, but for the sequences. */
    private SnapshotContent write(ExportedSnapshot snapshot, Archive partial, String id)
            throws SQLException, IOException {
        var before = SequenceValue.all(snapshot.connection());
        var reading = CompletableFuture.supplyAsync(
                () -> read(snapshot), task -> Thread.ofPlatform().daemon().start(task));
        try {
            dump.write(snapshot.id(), partial, "varve backup " + id, this::progress);
            var state = reading.join();
            return state.with(before, SequenceValue.all(snapshot.connection()));
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedSql refused) {
                throw refused.cause();
            }
            throw failed;
        } catch (BackupException | IOException failed) {
            snapshot.connection().abort(Runnable::run);
            throw failed;
        }
    }

    private void progress(long bytes) {
        observer.accept(new Observation.Progress("backup", Observation.Progress.Unit.BYTES, bytes, 0));
    }

    private SnapshotContent read(ExportedSnapshot snapshot) {
        try {
            return SnapshotContent.of(snapshot.connection(), reader, rows -> {});
        } catch (SQLException failed) {
            throw new UncheckedSql(failed);
        }
    }

    private PostgresBackup backup(Draft draft, Archive archive, String serverVersion, SnapshotContent state)
            throws IOException {
        return new PostgresBackup(
                draft.id(),
                draft.target(),
                dump.access().location(dump.database()),
                dump.database(),
                archive.path().toString(),
                archive.format(),
                archive.sizeBytes(),
                archive.sha256(),
                serverVersion,
                state,
                draft.takenAt(),
                null,
                draft.runId());
    }

    private ExportedSnapshot open() {
        try {
            return ExportedSnapshot.open(
                    dump.access(),
                    dump.database(),
                    "varve backup",
                    dump.settings().lockWait());
        } catch (SQLException refused) {
            throw unreadable(refused);
        }
    }

    private void requireRoom(ExportedSnapshot snapshot) throws SQLException, IOException {
        Durable.createFolder(folder);
        var needed = snapshot.contentBytes() + SLACK;
        var free = FullDisk.freeBeside(folder.resolve("archive"));
        if (free < needed) {
            throw new NotEnoughSpace(folder, needed, free);
        }
    }

    private BackupException unreadable(SQLException failed) {
        var source = dump.access().location(dump.database());
        var found = Trouble.inWords(failed, dump.access());
        return Trouble.isUnreachable(failed)
                ? new BackupSourceUnreachable(
                        source, found, "start the server, or mend the registered URL; then try again", failed)
                : new BackupNotTaken(source, "to read all of it", found, Dump.remedy(found), failed);
    }

    private BackupNotTaken unwritable(IOException failed) {
        return new BackupNotTaken(
                dump.access().location(dump.database()),
                "to write to " + folder,
                failed.toString(),
                FullDisk.isSaidIn(failed.getMessage())
                        ? "free space on that volume, or choose another folder with --dir"
                        : "make the folder writable, or choose another with --dir",
                failed);
    }
}
