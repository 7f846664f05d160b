package dev.varve.engine.backup;

import java.io.Serial;
import java.nio.file.Path;

/** The volume has no room for what is about to be written. Nothing was written. */
public final class NotEnoughSpace extends BackupException {

    @Serial
    private static final long serialVersionUID = 1;

    private final long expectedBytes;
    private final long foundBytes;

    public NotEnoughSpace(Path folder, long expectedBytes, long foundBytes) {
        super(
                "not enough space in " + folder,
                expectedBytes + " bytes free",
                foundBytes + " bytes",
                "free space on that volume, expire old backups, or choose another folder with --dir",
                null);
        this.expectedBytes = expectedBytes;
        this.foundBytes = foundBytes;
    }

    public long expectedBytes() {
        return expectedBytes;
    }

    public long foundBytes() {
        return foundBytes;
    }
}
