package dev.varve.engine.swap;

import java.io.Serial;

/** The copy has the database's name, but whether that outlasts a loss of power is not known. */
public final class UndurableSwap extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    UndurableSwap(String database, Exception cause) {
        super(
                "the copy is in the place of " + database + ", expected its folder to be written to disk, found: "
                        + cause.getMessage(),
                cause);
    }
}
