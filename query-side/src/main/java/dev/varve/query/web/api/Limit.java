package dev.varve.query.web.api;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;

/** How many a list answers with at once. */
final class Limit {

    static final String USUAL = "100";
    private static final int MOST = 1_000;

    private Limit() {}

    /** @throws CommandFailure if that is none, or more than {@value #MOST} */
    static int of(int asked) {
        if (asked < 1 || asked > MOST) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "INVALID_LIMIT",
                    "a limit from 1 to " + MOST,
                    String.valueOf(asked),
                    "ask for fewer, and go on with the last sequence");
        }
        return asked;
    }
}
