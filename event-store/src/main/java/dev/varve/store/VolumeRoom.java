package dev.varve.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room the volume of a store has, beside what an append may take. */
final class VolumeRoom {

    /** An append with its blobs, its pages in the write-ahead log, and a checkpoint of those before it. */
    static final long NEEDED_BYTES = 1L << 20;

    private VolumeRoom() {}

    static String inWords(Path file) {
        return "needed " + NEEDED_BYTES + " bytes, free " + free(file) + " bytes on the volume of " + file;
    }

    private static String free(Path file) {
        try {
            return Long.toString(
                    Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace());
        } catch (IOException gone) {
            return "unknown";
        }
    }
}
