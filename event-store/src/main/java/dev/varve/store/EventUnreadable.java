package dev.varve.store;

import java.io.Serial;

/** The stored bytes of an event are not what its name and revision promise. */
public final class EventUnreadable extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    EventUnreadable(String expected, String found, Throwable cause) {
        super(expected, found, "run varve verify: it tells whether the log was altered", cause);
    }
}
