package dev.varve.command.target;

import java.io.Serial;

/** A command names a target that is not under watch. */
public final class TargetNotWatched extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String target;

    public TargetNotWatched(String target) {
        super("expected a watched database named " + target + ", found none");
        this.target = target;
    }

    public String target() {
        return target;
    }
}
