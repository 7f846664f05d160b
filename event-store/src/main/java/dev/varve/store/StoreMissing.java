package dev.varve.store;

import java.io.Serial;

/** There is no event store at the place that was given, and reading creates none. */
public final class StoreMissing extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    StoreMissing(Object place, String found) {
        super("an event store at " + place, found, "name another home, or record something first", null);
    }
}
