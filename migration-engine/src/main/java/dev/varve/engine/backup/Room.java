package dev.varve.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on a volume. */
final class Room {

    /** For receipts, journals and a file system's own book-keeping. */
    private static final long SLACK = 1 << 20;

    private Room() {}

    static void require(Path folder, long bytes) throws IOException {
        var free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes + SLACK) {
            throw new NotEnoughSpace(folder, bytes + SLACK, free);
        }
    }
}
