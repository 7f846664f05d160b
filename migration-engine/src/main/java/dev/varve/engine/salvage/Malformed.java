package dev.varve.engine.salvage;

import java.io.Serial;

/** Bytes are not what the file format says they should be. The message continues "page N ". */
final class Malformed extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    Malformed(String message) {
        super(message);
    }
}
