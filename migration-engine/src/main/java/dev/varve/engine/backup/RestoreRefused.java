package dev.varve.engine.backup;

import java.io.Serial;

/** A restore did not begin: the database is as it was. */
public final class RestoreRefused extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    public RestoreRefused(String database, String expected, String found, String remedy) {
        super("nothing was restored to " + database, expected, found, remedy, null);
    }
}
