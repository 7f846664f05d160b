package dev.varve.command.demo;

import java.io.Serial;

/** A command of the demonstration ended otherwise than it should. */
final class DemoFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String command;
    private final int expected;
    private final int found;

    DemoFailed(String command, int expected, int found) {
        super("expected varve " + command + " to end with exit code " + expected + ", found " + found);
        this.command = command;
        this.expected = expected;
        this.found = found;
    }

    String command() {
        return command;
    }

    int expected() {
        return expected;
    }

    int found() {
        return found;
    }
}
