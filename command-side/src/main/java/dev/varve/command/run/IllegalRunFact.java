package dev.varve.command.run;

import dev.varve.events.RunEvent;
import java.io.Serial;

/** A fact cannot follow what is known of its run: the recording itself is at fault. */
public final class IllegalRunFact extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    IllegalRunFact(RunState state, RunEvent fact) {
        super("expected a fact that can follow " + state + ", found "
                + fact.getClass().getSimpleName() + " of run " + fact.runId());
    }
}
