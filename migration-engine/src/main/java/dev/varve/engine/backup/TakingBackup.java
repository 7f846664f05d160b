package dev.varve.engine.backup;

import dev.varve.engine.database.CopyFailed;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.files.Durable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Takes one backup and proves it: announce, copy, sync, rename, hash, receipt, prove, receipt. */
final class TakingBackup {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Receipts receipts;
    private final Path folder;
    private final Clock clock;
    private final Consumer<Observation> observer;

    TakingBackup(Receipts receipts, Path folder, Clock clock, Consumer<Observation> observer) {
        this.receipts = receipts;
        this.folder = folder;
        this.clock = clock;
        this.observer = observer;
    }

    Backup take(String target, FileDatabase source, String runId) {
        try (var snapshot = open(source)) {
            Durable.createFolder(folder);
            Room.require(folder, snapshot.copyBytes());
            var takenAt = clock.instant();
            var id = reserve(takenAt, source.kind());
            var file = receipts.backupFile(id, source.kind());
            try {
                observer.accept(new Observation.BackupStarting(id, file.toString()));
                copy(snapshot, partial(id), source);
                return prove(snapshot, new Draft(id, target, source, file, takenAt, runId));
            } catch (BackupException rejected) {
                observer.accept(new Observation.BackupRejected(id, rejected.expected(), rejected.found()));
                throw rejected;
            } finally {
                removePartial(id);
            }
        } catch (IOException failed) {
            throw new BackupNotTaken(
                    source.location(),
                    "to write to " + folder,
                    failed.toString(),
                    "make the folder writable, or choose another with --dir",
                    failed);
        }
    }

    private record Draft(String id, String target, FileDatabase source, Path file, Instant takenAt, String runId) {

        Backup backup(long sizeBytes, String sha256, Proof proof, Instant provenAt) {
            return new Backup(
                    id,
                    target,
                    source.location(),
                    source.kind(),
                    file.toString(),
                    sizeBytes,
                    sha256,
                    proof.fingerprint(),
                    proof.tables(),
                    takenAt,
                    provenAt,
                    runId);
        }
    }

    private static FileSnapshot open(FileDatabase source) {
        try {
            return source.snapshot();
        } catch (DatabaseUnreadable unreadable) {
            throw refused(source, unreadable);
        }
    }

    private static BackupException refused(FileDatabase source, DatabaseUnreadable unreadable) {
        var unreachable = isLocked(unreadable)
                ? Optional.<Finding>empty()
                : source.health(false).findings().stream()
                        .filter(finding -> finding.code() == FindingCode.DATABASE_UNREACHABLE)
                        .findFirst();
        return unreachable
                .<BackupException>map(finding -> new BackupSourceUnreachable(
                        source.location(), unreadable.found(), finding.remedy(), unreadable))
                .orElseGet(() -> new BackupNotTaken(
                        source.location(),
                        "a readable database",
                        unreadable.found(),
                        "let whoever holds it finish, or stop it; then try again",
                        unreadable));
    }

    private static boolean isLocked(DatabaseUnreadable unreadable) {
        return unreadable.getCause() instanceof SQLiteException refused
                && (refused.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    /** An id that nobody else has, by creating its partial file. */
    private String reserve(Instant at, DatabaseKind kind) throws IOException {
        var base = ID.format(at);
        for (var attempt = 1; ; attempt++) {
            var id = attempt == 1 ? base : base + "-" + attempt;
            try {
                if (!receipts.exists(id) && !Files.exists(receipts.backupFile(id, kind))) {
                    Durable.createPrivateFile(partial(id));
                    return id;
                }
            } catch (FileAlreadyExistsException taken) {
                // another process reserved it in this millisecond: try the next
            }
        }
    }

    private Path partial(String id) {
        return folder.resolve("." + id + ".partial");
    }

    /** What is left of a copy that was not finished, its engine's journal of it included. */
    private void removePartial(String id) throws IOException {
        Files.deleteIfExists(partial(id));
        Files.deleteIfExists(partial(id).resolveSibling(partial(id).getFileName() + "-journal"));
    }

    private void copy(FileSnapshot snapshot, Path partial, FileDatabase source) throws IOException {
        try {
            snapshot.copyTo(
                    partial,
                    (done, total) -> observer.accept(
                            new Observation.Progress("backup", Observation.Progress.Unit.PAGES, done, total)));
        } catch (CopyFailed failed) {
            throw new BackupNotTaken(
                    source.location(),
                    "a whole copy in " + folder,
                    failed.found(),
                    "see what the message names: a full or failing volume, or a database that is damaged",
                    failed);
        }
        Durable.syncFile(partial);
    }

    private Backup prove(FileSnapshot snapshot, Draft draft) throws IOException {
        try (var beside = Executors.newSingleThreadExecutor()) {
            var source = CompletableFuture.supplyAsync(() -> Proof.of(snapshot, rows -> {}), beside);
            Durable.rename(partial(draft.id()), draft.file());
            var size = Files.size(draft.file());
            var sha256 = Durable.sha256(draft.file());
            receipts.write(draft.backup(size, sha256, new Proof("", Map.of(), List.of()), null));
            observer.accept(new Observation.BackupTaken(draft.id(), draft.file().toString(), size, sha256));
            observer.accept(new Observation.ProofStarting(draft.id()));
            var copy = Proof.ofCopy(draft.id(), draft.source().finishedCopyAt(draft.file()), this::rowsProven);
            var expected = join(source, draft);
            expected.requireEqual(draft.id(), copy);
            var proven = draft.backup(size, sha256, expected, clock.instant());
            receipts.write(proven);
            observer.accept(new Observation.BackupProven(draft.id(), sha256, expected.fingerprint(), expected.rows()));
            return proven;
        }
    }

    private void rowsProven(long rows) {
        observer.accept(new Observation.Progress("proof", Observation.Progress.Unit.ROWS, rows, 0));
    }

    private static Proof join(CompletableFuture<Proof> source, Draft draft) {
        try {
            return source.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof DatabaseUnreadable unreadable) {
                throw new BackupNotProven(draft.id(), "to read the source's contents", unreadable.found(), unreadable);
            }
            throw failed;
        }
    }
}
