package dev.varve.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Debian's packages, unpacked into the user's cache and not installed: nothing needs root but a first {@code apt-get update}. */
public final class DebianPackage {

    private DebianPackage() {}

    /**
     * The folder in which packages lie as they would below {@code /}; it is called as the first of them.
     *
     * @throws AssertionError if they cannot be had; says what apt-get said
     */
    public static synchronized Path unpacked(List<String> packages) {
        var folder = Path.of(System.getProperty("user.home"), ".cache", "varve", "tools", packages.getFirst());
        try {
            Files.createDirectories(folder.getParent());
            // Tests run in more processes than one: the first fetches them, the others wait.
            try (var file = FileChannel.open(
                            folder.resolveSibling(packages.getFirst() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var alone = file.lock()) {
                if (alone.isValid() && Files.notExists(folder)) {
                    fetch(packages, folder);
                }
            }
            return folder;
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("expected Debian's packages " + packages + ", found: " + failed, failed);
        }
    }

    private static void fetch(List<String> packages, Path folder) throws IOException, InterruptedException {
        var building = Files.createTempDirectory(folder.getParent(), "building-");
        var download = new ArrayList<>(List.of("apt-get", "download", "-q"));
        download.addAll(packages);
        if (run(building, download).code() != 0) {
            run(building, List.of("apt-get", "update", "-q"));
            var said = run(building, download);
            if (said.code() != 0) {
                throw new IOException("apt-get download said: " + said.text() + "; install " + packages.getFirst()
                        + " or run apt-get update as root");
            }
        }
        try (var archives = Files.newDirectoryStream(building, "*.deb")) {
            for (var archive : archives) {
                run(building, List.of("dpkg", "-x", archive.toString(), "unpacked"));
            }
        }
        Files.move(building.resolve("unpacked"), folder, StandardCopyOption.ATOMIC_MOVE);
        delete(building);
    }

    private static void delete(Path folder) throws IOException {
        try (var below = Files.walk(folder)) {
            for (var each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
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
