package dev.varve.engine.swap;

import java.io.Serial;

/** What a killed run left cannot be removed. */
public final class LeftoversStay extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public LeftoversStay(Throwable cause) {
        super("what a killed run left cannot be removed: " + cause.getMessage(), cause);
    }
}
