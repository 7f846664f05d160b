package dev.varve.store;

import java.io.Serial;

/** A later release of Varve wrote this store: nothing was written to it. */
public final class StoreIsNewer extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    StoreIsNewer(Object place, int known, int version) {
        super(
                "an event store of schema " + known + " or older in " + place,
                "schema " + version,
                "use the release of Varve that wrote it, or a later one",
                null);
    }
}
