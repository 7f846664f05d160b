package dev.varve.query.web.hooks;

import dev.varve.cli.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How far an address has been served, in a file of the home. */
record Served(Path file) {

    /** The last event that it took, or that it was not to be told; empty if it was never served. */
    OptionalLong last() {
        try {
            return Files.exists(file)
                    ? OptionalLong.of(Long.parseLong(Files.readString(file).strip()))
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException(
                    "expected the number of an event in " + file + ", found something else; remove it to begin anew",
                    e);
        }
    }

    void upTo(long sequence) {
        try {
            PrivateFiles.makeFolder(file.getParent());
            PrivateFiles.write(file, sequence + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
