package dev.varve.store;

import java.io.Serial;

/** Something is wrong with the event store itself: what was expected, what was found, what to do. Named by its subclasses. */
public abstract sealed class StoreFailure extends RuntimeException
        permits BlobMissing,
                CopyRefused,
                EventStoreUnavailable,
                EventUnreadable,
                EventUnwritable,
                NotAnEventStore,
                StoreIsNewer,
                StoreMissing,
                StoreNotPrepared,
                UnknownEvent {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;
    private final String remedy;

    StoreFailure(String expected, String found, String remedy, Throwable cause) {
        super("expected " + expected + ", found " + found + "; " + remedy, cause);
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }
}
