package dev.varve.query.web.access;

import java.io.Serial;
import java.time.Duration;

/** Somebody asked more often than they may. */
public final class TooOften extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Duration wait;

    TooOften(Duration wait) {
        super("expected fewer requests, found one before " + (wait.toSeconds() + 1) + " s have passed");
        this.wait = wait;
    }

    /** Whole seconds after which one is allowed again. */
    public long waitSeconds() {
        return wait.toSeconds() + 1;
    }
}
