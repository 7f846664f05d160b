package dev.varve.engine.tool.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A virtual environment being filled. Made without pip, which Debian ships apart from Python, and movable afterwards: its
 * interpreter is a link, and its paths are relative.
 */
final class VirtualEnvironment {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final String base;
    private final ExternalCommand commands;

    private VirtualEnvironment(Path folder, String base, ExternalCommand commands) {
        this.folder = folder;
        this.base = base;
        this.commands = commands;
    }

    /** @param base the interpreter that it is made from */
    static VirtualEnvironment make(Path folder, String base, ExternalCommand commands) {
        var made = commands.run(
                folder.getParent(), LIMIT, List.of(base, "-m", "venv", "--without-pip", folder.toString()));
        if (!made.succeeded()) {
            throw new PythonEnvironmentUnavailable(
                    "a virtual environment made by " + base, made.lastLine(), "install python3 with its venv module");
        }
        return new VirtualEnvironment(folder, base, commands);
    }

    /** One that was made already. */
    static VirtualEnvironment in(Path folder, String base, ExternalCommand commands) {
        return new VirtualEnvironment(folder, base, commands);
    }

    /** The interpreter that it was made from. */
    String base() {
        return base;
    }

    Path python() {
        return pythonIn(folder);
    }

    static Path pythonIn(Path folder) {
        return folder.resolve("bin").resolve("python");
    }

    Path sitePackages() {
        var asked = commands.run(
                folder,
                LIMIT,
                List.of(python().toString(), "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"));
        return Path.of(asked.output().strip());
    }

    /** Puts a folder inside the environment on the module path, after what pip installed. */
    void addToModulePath(Path inside) {
        try {
            var packages = sitePackages();
            var entry = packages.relativize(inside).toString() + "\n";
            Files.writeString(packages.resolve("varve-packages.pth"), entry);
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to write into " + folder, failure);
        }
    }

    Path folder() {
        return folder;
    }
}
