package dev.varve.command.run;

import java.io.Serial;

/** How a dead run's swap ended cannot be told now: the server that knows it is out of reach. Nothing was recorded. */
public final class SwapUndecided extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String found;

    SwapUndecided(String target, String found, Throwable cause) {
        super(
                "cannot tell whether the copy took the place of " + target
                        + ": expected an answer of its server, found: " + found,
                cause);
        this.found = found;
    }

    public String found() {
        return found;
    }
}
