package dev.varve.engine.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the head of an H2 file says of its end (<a href="https://www.h2database.com/html/mvstore.html#fileFormat">file
 * format</a>). Where a file that was closed in order is cut, H2 opens the newest state that is still whole, and says nothing:
 * an older database, or an empty one. It is read by a child process, so that no lock of ours is dropped.
 */
final class H2FileHeader {

    private static final int BLOCK_BYTES = 4096;

    private H2FileHeader() {}

    /** What is wrong with the end of the file, if that can be told from its head. */
    static Optional<String> problem(Path file) {
        try {
            var header = fields(block(file, 0));
            if (!"1".equals(header.get("clean")) || !header.containsKey("block")) {
                return Optional.empty();
            }
            var last = Long.parseLong(header.get("block"), 16);
            var size = DatabaseFiles.size(file);
            var chunk = last * BLOCK_BYTES < size ? fields(block(file, last)) : Map.<String, String>of();
            var end = (last + Long.parseLong(chunk.getOrDefault("len", "1"), 16)) * BLOCK_BYTES;
            return end > size
                    ? Optional.of("a file cut at " + size + " bytes, whose last part ends at " + end)
                    : Optional.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty(); // H2 itself tells more about it
        }
    }

    private static Map<String, String> fields(String text) {
        var fields = new HashMap<String, String>();
        for (var field : text.lines().findFirst().orElse("").split(",", -1)) {
            var colon = field.indexOf(':');
            if (colon > 0) {
                fields.put(field.substring(0, colon), field.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static String block(Path file, long number) throws IOException {
        var reading = new ProcessBuilder(
                        "dd", "if=" + file, "bs=" + BLOCK_BYTES, "skip=" + number, "count=1", "status=none")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var bytes = reading.getInputStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
