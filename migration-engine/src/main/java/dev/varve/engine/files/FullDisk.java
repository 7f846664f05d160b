package dev.varve.engine.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A volume without room: how systems and engines say it, and how much is free. */
public final class FullDisk {

    private static final Pattern SAID =
            Pattern.compile("database or disk is full|SQLITE_FULL|No space left on device", Pattern.CASE_INSENSITIVE);

    private FullDisk() {}

    public static boolean isSaidIn(String message) {
        return message != null && SAID.matcher(message).find();
    }

    /** In bytes, to this user, on the volume of a file that need not exist; its folder must. */
    public static long freeBeside(Path file) throws IOException {
        return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
    }
}
