package dev.varve.engine.backup;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.TableContent;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The receipt of a server's dump, as far as it is every backup's: to list it and to let it go, no server has to be asked. */
record ServerReceipt(int format, Known backup) {

    static final String ENDING = ".pgreceipt.json";

    /** One file, or a folder of them. */
    private static final List<String> ARCHIVES = List.of(".pgdump", ".pgdump.d");

    record Known(
            String id,
            String target,
            String source,
            String path,
            long sizeBytes,
            String sha256,
            State state,
            Instant takenAt,
            Instant provenAt,
            String runId) {}

    record State(String fingerprint, List<TableContent> tables) {}

    static boolean isNameOf(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    static Optional<Path> existing(Path folder, String id) {
        return Optional.of(folder.resolve(id + ENDING)).filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Named by its id alone: what a receipt says may have been altered, and the archive is deleted some day. */
    static Path archive(Path folder, Backup backup) {
        return ARCHIVES.stream()
                .filter(ending -> backup.path().endsWith(backup.id() + ending))
                .findFirst()
                .map(ending -> folder.resolve(backup.id() + ending))
                .orElse(folder.resolve(backup.id() + ARCHIVES.getFirst()));
    }

    Receipts.Receipt asEveryReceipt() {
        if (backup == null || backup.state() == null || backup.path() == null) {
            return new Receipts.Receipt(format, null);
        }
        var state = backup.state();
        return new Receipts.Receipt(
                format,
                new Backup(
                        backup.id(),
                        backup.target(),
                        backup.source(),
                        DatabaseKind.POSTGRESQL,
                        backup.path(),
                        backup.sizeBytes(),
                        backup.sha256(),
                        state.fingerprint(),
                        state.tables() == null ? List.of() : state.tables(),
                        backup.takenAt(),
                        backup.provenAt(),
                        backup.runId()));
    }
}
