package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A database to throw away, in a folder of its own that is readable by its owner alone. */
record ScratchFolder(Path folder, Database database) implements ScratchDatabases.Scratch {

    static Path makeUnder(Path parent) throws IOException {
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, "scratch-");
    }

    @Override
    public void close() {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new ScratchUnavailable(folder, failure);
        }
    }
}
