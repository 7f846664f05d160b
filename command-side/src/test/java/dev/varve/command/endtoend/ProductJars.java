package dev.varve.command.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

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
            return List.of(
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile=" + folder.resolve("varve.jsa"),
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off",
                    "-cp",
                    String.join(File.pathSeparator, path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String packed(Path classes, Path jar) {
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        return jar.toString();
    }

    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            // The system's own cleaning of temporary files takes it.
            return;
        }
    }
}
