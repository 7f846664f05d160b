package dev.varve.store;

import java.io.Serial;

/** A history is copied into an empty store, or into one that holds its beginning: nothing was written. */
public final class CopyRefused extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    CopyRefused(LogHead source, LogHead target) {
        super(
                "an empty store, or one that holds the beginning of the history of " + source.size() + " events",
                "one of " + target.size() + " events with root " + target.rootHash() + ", which that history never had",
                "name another database or another currentSchema",
                null);
    }
}
