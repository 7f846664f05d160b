package dev.varve.query.projection;

import java.io.Serial;

/** Another process took events in at the same time; nothing of this transaction is kept, and it may be tried again. */
public final class PositionMoved extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final long expected;
    private final long found;

    PositionMoved(long expected, long found) {
        super("expected the views at event " + expected + ", found them at event " + found
                + ": another process takes events in; try again");
        this.expected = expected;
        this.found = found;
    }

    public long expected() {
        return expected;
    }

    public long found() {
        return found;
    }
}
