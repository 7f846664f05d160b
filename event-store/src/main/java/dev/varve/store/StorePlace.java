package dev.varve.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The file that a store was opened as. A process may go on writing to a file that has lost its name (deleted, replaced, its volume
 * unmounted): what is committed there nobody will ever read, so that it must not count as recorded.
 */
final class StorePlace {

    private final Path file;
    private final Object identity;

    private StorePlace(Path file, Object identity) {
        this.file = file;
        this.identity = identity;
    }

    /** The file that has that name now. */
    static StorePlace of(Path file) {
        return new StorePlace(file, identity(file));
    }

    /** @throws EventStoreUnavailable if another file, or none, has the name now */
    void requireUnmoved() {
        var now = identity(file);
        if (identity == null || !Objects.equals(identity, now)) {
            throw new EventStoreUnavailable(
                    "the event store " + file + " to be the file that was opened",
                    now == null ? "that it is gone" : "another file in its place",
                    "bring back the file or the volume that was there; do not begin a new store in its place",
                    null);
        }
    }

    /** Device and inode, asked without opening: opening and closing the file would drop SQLite's locks. */
    private static Object identity(Path file) {
        try {
            var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key;
        } catch (IOException gone) {
            return null;
        }
    }
}
