package dev.varve.engine.backup;

import java.io.Serial;

/** The source is not there, or does not let anybody in who is registered. Nothing was written. */
public final class BackupSourceUnreachable extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    public BackupSourceUnreachable(String source, String found, String remedy, Throwable cause) {
        super("no backup of " + source + " was taken", "a readable database at " + source, found, remedy, cause);
    }
}
