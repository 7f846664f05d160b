package dev.varve.store;

import java.io.Serial;

/** The event names a blob that the store does not hold. */
public final class BlobMissing extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    public BlobMissing(String sha256) {
        super("a blob with SHA-256 " + sha256, "none", "run varve verify: it tells whether the log was altered", null);
    }
}
