package dev.varve.command.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/** The file that is shared to ask for help, read with nothing of the product's. */
record Bundle(Path zip) {

    /** A place for one; nothing stands there yet. */
    static Bundle in(Path folder) {
        try {
            return new Bundle(Files.createDirectories(folder.resolve("out")).resolve("shop.zip"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Bundle beside(String name) {
        return new Bundle(zip.resolveSibling(name));
    }

    String path() {
        return zip.toString();
    }

    /** Every part by its name, as text. */
    Map<String, String> entries() throws IOException {
        var entries = new TreeMap<String, String>();
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : Collections.list(file.entries())) {
                entries.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    /** The text of the first part whose name ends so. */
    static String part(Map<String, String> entries, String end) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(end))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
