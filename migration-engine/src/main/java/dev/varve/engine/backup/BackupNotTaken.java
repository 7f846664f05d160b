package dev.varve.engine.backup;

import java.io.Serial;

/** The source could not be read, or the copy could not be written. The source is untouched, no copy is left. */
public final class BackupNotTaken extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    public BackupNotTaken(String source, String expected, String found, String remedy, Throwable cause) {
        super("no backup of " + source + " was taken", expected, found, remedy, cause);
    }
}
