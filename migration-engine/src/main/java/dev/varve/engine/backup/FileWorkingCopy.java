package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of its own, filled while what will open it starts. */
final class FileWorkingCopy implements WorkingCopy {

    private final FileDatabase copy;
    private final CopyInTheMaking making;

    private FileWorkingCopy(FileDatabase copy, CopyInTheMaking making) {
        this.copy = copy;
        this.making = making;
    }

    /** @throws BackupException if there is a file already, no room, or no such backup */
    static FileWorkingCopy begin(Backup backup, FileDatabase original, Path file) {
        var stored = new StoredBackup(backup, original);
        stored.reserve(file);
        return new FileWorkingCopy(original.copyAt(file), CopyInTheMaking.begin(() -> stored.fill(file)));
    }

    @Override
    public FileDatabase database() {
        return copy;
    }

    @Override
    public void await() {
        making.await();
    }

    @Override
    public void close() {
        making.close();
        try {
            for (var companion : copy.files().companions()) {
                Files.deleteIfExists(companion);
            }
            Files.deleteIfExists(Path.of(copy.path()));
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove the copy at " + copy.path(), left);
        }
    }
}
