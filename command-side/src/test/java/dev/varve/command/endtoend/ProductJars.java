package dev.varve.command.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The product as jars, without the tests' classes: folders of classes are packed first, since a class data archive, with which a
 * process starts in half the time, is only made of jars.
 */
final class ProductJars {

    private static final List<String> OPTIONS = make();

    private ProductJars() {}

    /** Options of {@code java} that put the product on the class path. */
    static List<String> options() {
        return OPTIONS;
    }

    private static List<String> make() {
        try {
            var folder = Files.createTempDirectory("varve-jars");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            var path = new ArrayList<String>();
            for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (entry.isEmpty()) {
                    continue; // a trailing separator; to the jar tool it would mean the whole file system
                }
                if (!Files.isDirectory(Path.of(entry))) {
                    path.add(entry);
                } else if (Files.notExists(
                        Path.of(entry, ProductJars.class.getPackageName().replace('.', '/')))) {
                    path.add(packed(Path.of(entry), folder.resolve(path.size() + ".jar")));
                }
            }
            var classes = List.of("-cp", String.join(File.pathSeparator, path));
            var archive = archiveOf(classes, folder);
            return Stream.concat(Stream.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"), classes.stream())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Made once, before any process uses it: one that maps an archive while another writes it can crash. */
    private static Path archiveOf(List<String> classes, Path folder) throws IOException {
        var archive = folder.resolve("varve.jsa");
        var sql = Files.createDirectory(folder.resolve("sql"));
        var learning = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ArchiveClassesAtExit=" + archive));
        learning.addAll(classes);
        learning.addAll(
                List.of("dev.varve.command.app.Varve", "target", "add", "learning", "--tool", "flyway", "--config"));
        learning.addAll(List.of(sql.toString(), "--database", "jdbc:sqlite:" + folder.resolve("a.db")));
        learning.addAll(List.of("--home", folder.resolve("home").toString()));
        var learned = new ProcessBuilder(learning)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (learned.waitFor() != 0) {
                throw new IOException("expected the product to start, found that it ended with " + learned.exitValue());
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return archive;
    }

    private static String packed(Path classes, Path jar) {
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        return jar.toString();
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // The system's own cleaning of temporary files takes it.
            return;
        }
    }
}
