package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.files.Durable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A backup as it lies in its vault, held against its receipt. */
final class StoredBackup {

    private final Backup backup;
    private final FileDatabase original;
    private final Path file;

    /** @param original the database that it was taken from, to know how its copies are reached */
    StoredBackup(Backup backup, FileDatabase original) {
        this.backup = backup;
        this.original = original;
        this.file = Path.of(backup.path());
    }

    /** Everything: file, hash, integrity, schema, contents. */
    void prove() {
        requireReceipt();
        try {
            requireFile();
            requireHash(file);
        } catch (IOException unreadable) {
            throw new BackupNotProven(backup.id(), "a readable file at " + file, unreadable.toString(), unreadable);
        }
        proveContent(file);
    }

    /** Copies it to a new private file, and proves the copy: what is proven is what will be used. */
    void copyAndProve(Path copy) {
        copyAndHash(copy);
        try {
            proveContent(copy);
        } catch (BackupException refused) {
            removeAfter(copy, refused);
            throw refused;
        }
    }

    /** Copies it to a new private file, whose bytes are those that were proven. */
    void copyAndHash(Path copy) {
        reserve(copy);
        fill(copy);
    }

    /** Makes the new private file, empty, after looking whether it can be filled. */
    void reserve(Path copy) {
        requireReceipt();
        try {
            requireFile();
            Room.require(copy.toAbsolutePath().getParent(), backup.sizeBytes());
            Durable.createPrivateFile(copy);
        } catch (FileAlreadyExistsException there) {
            throw new RestoreRefused(copy.toString(), "no file there", "one", "remove it or choose another place");
        } catch (IOException failed) {
            throw new RestoreFailed(copy.toString(), backup.id(), failed);
        }
    }

    /** Copies into that very file, and removes it if that fails. */
    void fill(Path copy) {
        try {
            Durable.copyInto(file, copy);
            requireHash(copy);
        } catch (IOException failed) {
            removeAfter(copy, failed);
            throw new RestoreFailed(copy.toString(), backup.id(), failed);
        } catch (BackupException refused) {
            removeAfter(copy, refused);
            throw refused;
        }
    }

    private static void removeAfter(Path copy, Exception first) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException left) {
            first.addSuppressed(left);
        }
    }

    private void requireReceipt() {
        if (!backup.isProven()) {
            throw new BackupNotProven(backup.id(), "a receipt that says it was proven", "one that does not");
        }
        if (backup.kind() != original.kind()) {
            throw new BackupNotProven(
                    backup.id(),
                    "a backup of " + original.kind().word() + ", as " + original.location() + " is",
                    "one of " + backup.kind().word());
        }
    }

    private void requireFile() throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new BackupNotProven(
                    backup.id(), "a file of its own at " + file, "a symbolic link to " + Files.readSymbolicLink(file));
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupNotProven(backup.id(), backup.sizeBytes() + " bytes at " + file, "no such file");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupNotProven(backup.id(), "a regular file at " + file, "something else");
        }
        var size = Files.size(file);
        if (size != backup.sizeBytes()) {
            throw new BackupNotProven(backup.id(), backup.sizeBytes() + " bytes at " + file, size + " bytes");
        }
    }

    private void requireHash(Path copy) throws IOException {
        var sha256 = Durable.sha256(copy);
        if (!sha256.equals(backup.sha256())) {
            throw new BackupNotProven(backup.id(), "SHA-256 " + backup.sha256() + " of " + copy, sha256);
        }
    }

    private void proveContent(Path copy) {
        requireContent(original.finishedCopyAt(copy));
    }

    /**
     * Opens a database and holds it against the receipt.
     *
     * @throws BackupNotProven if that database's integrity, schema or contents are not the receipt's
     */
    void requireContent(FileDatabase database) {
        var found = Proof.ofCopy(backup.id(), database, rows -> {});
        Proof.requireSchema(backup.id(), backup.fingerprint(), found);
        Proof.requireTables(backup.id(), backup.tables(), found);
    }
}
