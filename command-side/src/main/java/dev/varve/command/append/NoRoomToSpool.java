package dev.varve.command.append;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;

/** No room could be reserved for what would be observed while the store is out of reach. No act has begun. */
public final class NoRoomToSpool extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;

    private NoRoomToSpool(String expected, String found, Throwable cause) {
        super("expected " + expected + ", found " + found, cause);
        this.expected = expected;
        this.found = found;
    }

    static NoRoomToSpool in(Path folder, long neededBytes, IOException cause) {
        return new NoRoomToSpool(
                neededBytes + " bytes free in " + folder
                        + ", to keep what is observed if the event store cannot be reached",
                free(folder) + " bytes (" + cause.getMessage() + ")",
                cause);
    }

    private static String free(Path folder) {
        for (var known = folder; known != null; known = known.getParent()) {
            try {
                return Long.toString(Files.getFileStore(known).getUsableSpace());
            } catch (IOException missing) {
                // not made yet: its parent is on the same volume
            }
        }
        return "an unknown number of";
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    public String remedy() {
        return "free space on that volume, then run again";
    }
}
