package dev.varve.engine.backup;

import java.io.Serial;

/** The database's own backup programs are not there, or are of another version than its server. Nothing was touched. */
public final class ClientToolsUnavailable extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    public ClientToolsUnavailable(String expected, String found, String remedy) {
        super("no client tools for this server", expected, found, remedy, null);
    }
}
