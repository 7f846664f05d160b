package dev.varve.engine.backup;

import java.io.Serial;

/**
 * A copy or a restore began and could not be written. A database that was to be replaced is whole under its own name, or in the
 * folder {@code NAME.varve-aside-TIME} beside it, or on its server under the name that the message tells.
 */
public final class RestoreFailed extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    RestoreFailed(String destination, String backup, Throwable cause) {
        super(
                "nothing was restored to " + destination,
                "to write backup " + backup + " there",
                cause.toString(),
                "mend what the message names and restore again; what was there is under its name or in a .varve-aside"
                        + " folder",
                cause);
    }

    /** Likewise on a server, where there are no files to name. */
    public RestoreFailed(String destination, String expected, String found, String remedy, Throwable cause) {
        super("nothing was restored to " + destination, expected, found, remedy, cause);
    }
}
