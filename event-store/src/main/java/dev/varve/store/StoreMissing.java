package dev.varve.store;

import java.io.Serial;
import java.nio.file.Path;

/** There is no event store at the path that was given, and reading creates none. */
public final class StoreMissing extends StoreFailure {

    @Serial
    private static final long serialVersionUID = 1;

    StoreMissing(Path file) {
        super("an event store at " + file, "no file there", "name another home, or record something first", null);
    }
}
