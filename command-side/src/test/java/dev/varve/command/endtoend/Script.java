package dev.varve.command.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script that calls {@code varve}, as a job's or a cron line's. */
public record Script(String text) {

    /** Runs it with {@code sh -ec} and without a terminal, to its end; {@code varve} in it is the product. */
    public Ended run(Terminal terminal) {
        return terminal.startScript(text).end();
    }

    /** A folder for the {@code PATH} with a {@code varve} that is this command line. */
    static Path launcher(Path folder, Iterable<String> line) {
        try {
            var launcher = Files.createDirectories(folder).resolve("varve");
            var quoted = new StringBuilder("#!/bin/sh\nexec");
            line.forEach(word ->
                    quoted.append(" '").append(word.replace("'", "'\\''")).append('\''));
            Files.writeString(launcher, quoted.append(" \"$@\"\n"));
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
