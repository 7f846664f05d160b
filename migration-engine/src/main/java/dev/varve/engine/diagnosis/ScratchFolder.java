package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A database to throw away, in a folder of its own that is readable by its owner alone. */
record ScratchFolder(Path folder, Database database) implements ScratchDatabases.Scratch {

    private static final String PREFIX = "scratch-";

    /** No build of references takes as long: whoever made an older one was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    static Path makeUnder(Path parent) throws IOException {
        Files.createDirectories(parent);
        var made = Files.createTempDirectory(parent, PREFIX);
        removeAbandoned(parent, Files.getLastModifiedTime(made).toInstant().minus(ABANDONED));
        return made;
    }

    @Override
    public void close() {
        try {
            remove(folder);
        } catch (IOException failure) {
            throw new ScratchUnavailable(folder, failure);
        }
    }

    private static void removeAbandoned(Path parent, Instant limit) throws IOException {
        for (var sibling : siblings(parent)) {
            try {
                if (isUntouchedSince(limit, sibling)) {
                    remove(sibling);
                }
            } catch (IOException | UncheckedIOException inTheWay) {
                // Another process removes it, too, or it is not ours to remove: the new folder does not depend on it.
            }
        }
    }

    private static List<Path> siblings(Path parent) throws IOException {
        var siblings = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            found.forEach(siblings::add);
        }
        siblings.removeIf(sibling -> !Files.isDirectory(sibling, LinkOption.NOFOLLOW_LINKS));
        return siblings;
    }

    private static boolean isUntouchedSince(Instant limit, Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isAfter(limit)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
