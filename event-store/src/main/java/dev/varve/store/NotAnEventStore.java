package dev.varve.store;

import java.io.Serial;

/** The file or schema is a database of somebody else, or no database at all: nothing was written to it. */
public final class NotAnEventStore extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    NotAnEventStore(Object place, String found, Throwable cause) {
        super(
                "an event store of Varve in " + place,
                found,
                "name another home or store; this one was not touched",
                cause);
    }
}
