package dev.varve.engine.backup;

import java.io.Serial;

/**
 * A copy or a restore began and could not be written. A database that was to be replaced is whole under its own name, or in the
 * folder {@code NAME.varve-aside-TIME} beside it.
 */
public final class RestoreFailed extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    RestoreFailed(String destination, String backup, Throwable cause) {
        super(
                "nothing was restored to " + destination,
                "to write backup " + backup + " there",
                cause.toString(),
                "mend what the message names and restore again; what was there is under its name or in a .varve-aside folder",
                cause);
    }
}
