package dev.varve.engine.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What makes a file the same under whatever path leads to it. */
final class FileIdentity {

    private FileIdentity() {}

    /** {@code device:inode}, or {@code null} if the file is missing or cannot be looked at. */
    static String of(Path file) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
            return attributes.get("dev") + ":" + attributes.get("ino");
        } catch (FileSystemException | UnsupportedOperationException missing) {
            return null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
