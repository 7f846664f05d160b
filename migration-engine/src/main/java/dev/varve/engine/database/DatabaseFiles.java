package dev.varve.engine.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that make up one database. A process that holds it open through its engine must not open and close them by
 * ordinary I/O: that drops the engine's locks (<a href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl</a>).
 */
public interface DatabaseFiles {

    /** The real path, symbolic links resolved where it exists. */
    Path main();

    /** The companions that are there now: files that the engine would take for the database's own. */
    List<Path> companions();

    /**
     * A hidden path in the same folder where the engine can open a copy.
     *
     * @param mark what tells it from others, such as {@code .varve-restore-1}
     */
    Path copyBeside(String mark);

    /** Whether the database file is there. */
    default boolean exists() {
        return Files.exists(main());
    }

    /** The size of the file with its companions, by {@code stat}; 0 if it is missing. */
    default long sizeBytes() {
        return Stream.concat(Stream.of(main()), companions().stream())
                .mapToLong(DatabaseFiles::size)
                .sum();
    }

    /** By {@code stat} alone; 0 if missing. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException missing) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
