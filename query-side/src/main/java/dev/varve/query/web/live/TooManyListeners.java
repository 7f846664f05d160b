package dev.varve.query.web.live;

import java.io.Serial;

/** Every place for a listener is taken. */
public final class TooManyListeners extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    TooManyListeners() {
        super("expected a free place for a listener, found every one taken");
    }
}
