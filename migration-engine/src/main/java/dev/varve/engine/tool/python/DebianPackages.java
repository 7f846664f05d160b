package dev.varve.engine.tool.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Fetches Debian's packages and unpacks them into a private folder: nothing is installed, no maintainer script runs. */
final class DebianPackages {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path MODULES = Path.of("usr", "lib", "python3", "dist-packages");

    private final ExternalCommand commands;
    private final Consumer<String> says;

    DebianPackages(Map<String, String> surroundings, Consumer<String> says) {
        this.commands = new ExternalCommand(surroundings);
        this.says = says;
    }

    /**
     * Unpacks the packages below a folder.
     *
     * @return where their Python modules are
     * @throws PythonEnvironmentUnavailable if one cannot be fetched
     */
    Path unpack(List<String> packages, Path into) {
        says.accept("apt-get downloads " + String.join(" ", packages) + ", unpacked into " + into);
        try {
            var archives = Files.createDirectories(into.resolve("archives"));
            download(packages, archives);
            try (var files = Files.list(archives)) {
                for (var file : files.sorted().toList()) {
                    unpack(file, into);
                    Files.delete(file);
                }
            }
            return into.resolve(MODULES);
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to unpack Debian's packages into " + into, failure);
        }
    }

    private void download(List<String> packages, Path archives) {
        var command = new ArrayList<>(List.of("apt-get", "download", "-q"));
        command.addAll(packages);
        var result = commands.run(archives, LIMIT, command);
        if (!result.succeeded()) {
            says.accept("apt-get update, since the package lists may be missing");
            commands.run(archives, LIMIT, List.of("apt-get", "update", "-q"));
            result = commands.run(archives, LIMIT, command);
        }
        if (!result.succeeded()) {
            throw new PythonEnvironmentUnavailable(
                    "Debian's packages " + String.join(" ", packages), result.lastLine(), "run apt-get update as root");
        }
    }

    private void unpack(Path archive, Path into) {
        var result = commands.run(into, LIMIT, List.of("dpkg", "-x", archive.toString(), into.toString()));
        if (!result.succeeded()) {
            throw new PythonEnvironmentUnavailable(
                    "a package that dpkg can unpack: " + archive.getFileName(), result.lastLine(), "try again");
        }
    }
}
