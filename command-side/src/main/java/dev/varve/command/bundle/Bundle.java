package dev.varve.command.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Texts by name, in the order of their names, that become one zip file. */
public final class Bundle {

    /** The first moment that a zip file can tell: when something was gathered is written inside. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final NavigableMap<String, String> parts = new TreeMap<>();
    private final NavigableMap<String, String> missing = new TreeMap<>();
    private final UnaryOperator<String> redaction;

    /** @param redaction takes out what is known to be secret, whatever part it stands in */
    public Bundle(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    /** Gathers a part; if that fails, the bundle says so in its place. */
    public void add(String name, Callable<String> content) {
        try {
            parts.put(name, redaction.apply(content.call()));
        } catch (Exception failed) {
            var why = Failures.inWords(failed);
            missing.put(name, why);
            parts.put(name, "This part could not be gathered: " + why + "\n");
        }
    }

    /** The parts that could not be gathered, and why. */
    public NavigableMap<String, String> missing() {
        return missing;
    }

    /** The names of all parts, in order. */
    public Iterable<String> names() {
        return parts.keySet();
    }

    /**
     * Writes them to a new file, mode 0600.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file; it is left as it is
     */
    public void write(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            for (var part : parts.entrySet()) {
                var entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }
}
