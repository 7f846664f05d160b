package dev.varve.command.run;

import java.io.Serial;

/** The server does not hold this run's lock any more: it was stopped, or the connection broke, and another may have come in since. */
public final class ServerLockLost extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String target;

    ServerLockLost(String target) {
        super("expected to hold the lock of " + target + " on its server, found that the session which had it is gone");
        this.target = target;
    }

    /** What to do next. */
    public String remedy() {
        return "once the server answers, look: varve diagnose " + target;
    }
}
