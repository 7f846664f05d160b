package dev.varve.engine.backup;

import java.io.Serial;
import java.nio.file.Path;

/** No backup of that id is in the vault. */
public final class BackupUnknown extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String id;

    public BackupUnknown(String id, Path folder) {
        super(
                "no such backup",
                "backup " + id + " in " + folder,
                "none of that id",
                "choose one that varve backups lists",
                null);
        this.id = id;
    }

    public String id() {
        return id;
    }
}
