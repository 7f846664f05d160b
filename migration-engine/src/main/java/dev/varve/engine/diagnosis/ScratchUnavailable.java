package dev.varve.engine.diagnosis;

import java.io.Serial;
import java.nio.file.Path;

/** No database to throw away could be made; the watched one was not touched. */
public final class ScratchUnavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public ScratchUnavailable(Path parent, Throwable cause) {
        super(
                "expected to make a scratch database under " + parent + ", found: " + cause.getMessage()
                        + "; make room there or check its rights",
                cause);
    }
}
