package dev.varve.store;

import java.io.Serial;

/** The store cannot be read or written now: disk full, read-only, locked by another, out of reach, damaged. What was to be recorded is not acknowledged. */
public final class EventStoreUnavailable extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    EventStoreUnavailable(String expected, String found, String remedy, Throwable cause) {
        super(expected, found, remedy, cause);
    }

    /** The same, of another attempt. */
    public EventStoreUnavailable again() {
        return new EventStoreUnavailable(expected(), found(), remedy(), this);
    }
}
