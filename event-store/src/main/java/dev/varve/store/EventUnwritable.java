package dev.varve.store;

import java.io.Serial;

/** An event or its metadata cannot be put into the stored form. Nothing was recorded. */
public final class EventUnwritable extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    EventUnwritable(String expected, String found, Throwable cause) {
        super(expected, found, "this is a fault of Varve; please report it", cause);
    }
}
