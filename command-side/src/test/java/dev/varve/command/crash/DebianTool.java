package dev.varve.command.crash;

import dev.varve.testing.DebianPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that faults need: from the {@code PATH}, else from Debian's archive into the user's cache, without installing it. */
public enum DebianTool {
    STRACE("strace", "strace", "usr/bin/strace", ""),
    FAKETIME(null, "libfaketime", "usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", ""),
    SYSTEMD_ANALYZE("systemd-analyze", "systemd", "usr/bin/systemd-analyze", "libsystemd-shared"),
    /** A Python program: its libraries lie in {@code lib/python3/dist-packages} beside the folder {@code bin} of its path. */
    DOCKER_COMPOSE(
            null,
            "docker-compose",
            "usr/bin/docker-compose",
            "python3-attr python3-certifi python3-chardet python3-charset-normalizer python3-distro python3-docker"
                    + " python3-dockerpty python3-docopt python3-dotenv python3-idna python3-jsonschema python3-packaging"
                    + " python3-pkg-resources python3-pyrsistent python3-requests python3-six python3-texttable"
                    + " python3-urllib3 python3-websocket python3-yaml");

    private final String command;
    private final String debian;
    private final String inside;
    private final String needs;

    DebianTool(String command, String debian, String inside, String needs) {
        this.command = command;
        this.debian = debian;
        this.inside = inside;
        this.needs = needs;
    }

    /**
     * Where it is.
     *
     * @throws AssertionError if it cannot be had; says what is missing
     */
    public Path path() {
        synchronized (DebianTool.class) {
            return onThePath().orElseGet(this::fromDebian);
        }
    }

    private Optional<Path> onThePath() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .filter(folder -> command != null && !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Path fromDebian() {
        var packages =
                Stream.concat(Stream.of(debian), Stream.of(needs.split(" ", -1)).filter(name -> !name.isEmpty()));
        return DebianPackage.unpacked(packages.toList()).resolve(inside);
    }
}
