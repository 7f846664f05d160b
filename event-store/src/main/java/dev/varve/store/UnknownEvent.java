package dev.varve.store;

import java.io.Serial;

/** An event has a name and revision that this release does not know. It is never skipped. */
public final class UnknownEvent extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    UnknownEvent(String expected, String found) {
        super(expected, found, "use the release of Varve that wrote it, or a later one", null);
    }
}
