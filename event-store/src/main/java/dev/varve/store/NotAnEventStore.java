package dev.varve.store;

import java.io.Serial;
import java.nio.file.Path;

/** The file is a database of somebody else, or no database at all: nothing was written to it. */
public final class NotAnEventStore extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    NotAnEventStore(Path file, String found, Throwable cause) {
        super("an event store of Varve in " + file, found, "name another home; this file was not touched", cause);
    }
}
