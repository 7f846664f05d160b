package dev.varve.command.crash;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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

    private java.util.Optional<Path> onThePath() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .filter(folder -> command != null && !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Path fromDebian() {
        var folder = Path.of(System.getProperty("user.home"), ".cache", "varve", "tools", debian);
        try {
            Files.createDirectories(folder.getParent());
            // Tests run in more processes than one: the first fetches it, the others wait.
            try (var file = FileChannel.open(
                            folder.resolveSibling(debian + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var alone = file.lock()) {
                if (alone.isValid() && Files.notExists(folder.resolve(inside))) {
                    fetch(folder);
                }
            }
            return folder.resolve(inside);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("expected Debian's package " + debian + ", found: " + failed, failed);
        }
    }

    private void fetch(Path folder) throws IOException, InterruptedException {
        var building = Files.createTempDirectory(folder.getParent(), "building-");
        var download = new ArrayList<>(List.of("apt-get", "download", "-q", debian));
        download.addAll(List.of(needs.isEmpty() ? new String[0] : needs.split(" ", -1)));
        if (run(building, download).code() != 0) {
            run(building, List.of("apt-get", "update", "-q"));
            var said = run(building, download);
            if (said.code() != 0) {
                throw new IOException("apt-get download " + debian + " said: " + said.text() + "; install " + debian
                        + " or run apt-get update as root");
            }
        }
        try (var archives = Files.newDirectoryStream(building, "*.deb")) {
            for (var archive : archives) {
                run(building, List.of("dpkg", "-x", archive.toString(), "unpacked"));
            }
        }
        Files.move(building.resolve("unpacked"), folder, StandardCopyOption.ATOMIC_MOVE);
        Site.delete(building);
    }

    private record Said(int code, String text) {}

    private static Said run(Path folder, List<String> line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text.strip());
    }
}
