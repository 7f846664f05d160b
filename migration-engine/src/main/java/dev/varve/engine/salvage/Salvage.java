package dev.varve.engine.salvage;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.database.SqliteDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Salvages a SQLite file that nobody has open. Needs about twice its size free beside the new file, for the private copy and the
 * new file itself. Safe to repeat: nothing but a finished new file is left.
 */
public final class Salvage {

    private final SqliteDatabase original;
    private final boolean withCompanions;

    private Salvage(SqliteDatabase original, boolean withCompanions) {
        this.original = original;
        this.withCompanions = withCompanions;
    }

    /**
     * Of a database with whatever log or journal lies beside it.
     *
     * @throws SalvageRefused if it is no SQLite file
     */
    public static Salvage of(Database original) {
        if (original instanceof SqliteDatabase file) {
            return new Salvage(file, true);
        }
        throw new SalvageRefused(
                "a SQLite file",
                "a database of " + original.kind().word(),
                "restore a backup; a damaged file of this kind is not read here");
    }

    /** The same, of the main file alone: for a log or journal that is another database's, beside a copy that was put there. */
    public Salvage leavingCompanionsOut() {
        return new Salvage(original, false);
    }

    /**
     * Reads everything that can be read into a new file, and proves that.
     *
     * @param newFile must not exist; its folder must. Belongs to the owner alone
     * @param rowsRead hears how many rows were read so far, now and then
     * @throws SalvageRefused if it exists, if there is no room, or if nothing can be read; no new file is left then
     */
    public SalvageReport into(Path newFile, LongConsumer rowsRead) {
        var file = newFile.toAbsolutePath().normalize();
        check(file);
        try {
            var folder = Files.createTempDirectory(file.getParent(), ".varve-salvage-");
            try {
                return salvage(folder, file, rowsRead);
            } finally {
                remove(folder);
            }
        } catch (SQLException | IOException failed) {
            throw new SalvageRefused(
                    "to salvage " + original.location() + " into " + file,
                    failed.getMessage(),
                    "mend that, then salvage again",
                    failed);
        }
    }

    private void check(Path file) {
        if (!Files.exists(Path.of(original.path()))) {
            throw new SalvageRefused(
                    "a file at " + original.location(), "none", "name the file that was damaged, or a copy of it");
        }
        if (file.toString().indexOf('?') >= 0) {
            throw new SalvageRefused("a path without a question mark", file.toString(), "choose another path");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file, null);
        }
        if (!Files.isDirectory(file.getParent())) {
            throw new SalvageRefused("the folder " + file.getParent(), "none", "make it, or choose another path");
        }
        checkRoom(file.getParent());
    }

    private static SalvageRefused exists(Path file, Exception cause) {
        return new SalvageRefused(
                "no file at " + file, "one", "choose a path where nothing is: salvage writes over nothing", cause);
    }

    private void checkRoom(Path folder) {
        try {
            var wanted = 2 * original.sizeBytes();
            var free = Files.getFileStore(folder).getUsableSpace();
            if (free < wanted) {
                throw new SalvageRefused(
                        wanted + " bytes free in " + folder,
                        free + " bytes",
                        "make room there, or choose a path on another volume");
            }
        } catch (IOException unknown) {
            throw new UncheckedIOException("cannot tell the room in " + folder, unknown);
        }
    }

    private SalvageReport salvage(Path folder, Path file, LongConsumer rowsRead) throws IOException, SQLException {
        var copy = PrivateCopy.of(original, Files.createDirectory(folder.resolve("copy")), withCompanions);
        var made = Files.createFile(
                folder.resolve("made"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var report = transfer(copy, made, file, rowsRead);
        if (report.tables().isEmpty()) {
            throw nothingToRead("no table in its first pages", null);
        }
        var proven = proven(report, made);
        publish(made, file);
        return proven;
    }

    private SalvageReport transfer(PrivateCopy copy, Path made, Path file, LongConsumer rowsRead)
            throws IOException, SQLException {
        try (var pages = PageFile.open(copy.file());
                var target = new NewFile(made, pages)) {
            var transfer = new Transfer(pages, target, rowsRead);
            transfer.all();
            return new SalvageReport(
                    file,
                    0,
                    transfer.tables(),
                    target.notMade(),
                    transfer.strayPages(),
                    copy.companions(),
                    List.of(),
                    Map.of());
        } catch (Malformed noDatabase) {
            throw nothingToRead("that its first page " + noDatabase.getMessage(), noDatabase);
        }
    }

    private SalvageRefused nothingToRead(String found, Exception cause) {
        return new SalvageRefused(
                "to read in " + original.location() + " which tables it has",
                found,
                "restore a backup: without that list nothing tells what the file's other pages mean",
                cause);
    }

    private SalvageReport proven(SalvageReport report, Path made) throws IOException {
        try (FileSnapshot snapshot = original.finishedCopyAt(made).snapshot()) {
            return report.proven(Files.size(made), snapshot.integrityProblems(true), snapshot.foreignKeyViolations());
        }
    }

    /** A link, not a rename: it fails if somebody made such a file meanwhile. */
    private static void publish(Path made, Path file) throws IOException {
        sync(made, StandardOpenOption.WRITE);
        try {
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException meanwhile) {
            throw exists(file, meanwhile);
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.move(made, file);
        }
        sync(file.getParent(), StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (var channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
