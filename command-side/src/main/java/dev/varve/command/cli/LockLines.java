package dev.varve.command.cli;

import dev.varve.engine.observation.Observation.OfLocks;
import dev.varve.engine.observation.Observation.StepRetrying;
import dev.varve.engine.observation.Observation.WaitSeen;
import java.util.List;

/** What is seen of locks, for a person: who keeps whom waiting. */
final class LockLines {

    private LockLines() {}

    static List<String> of(OfLocks observation) {
        return switch (observation) {
            case WaitSeen o -> o.toolWaits() ? toolWaits(o) : othersWait(o);
            case StepRetrying o ->
                List.of("  step " + o.revision() + " is tried again in " + ProgressPrinter.millis(o.pauseMillis())
                        + ", time " + o.retry() + " of " + o.retries() + " at most: nothing of it was kept");
        };
    }

    private static List<String> toolWaits(WaitSeen o) {
        return List.of(
                "  " + step(o) + " waits for " + o.blocker().inWords() + ", already for "
                        + ProgressPrinter.millis(o.waitedMillis()) + ": " + o.lock(),
                "    that session's statement: " + statement(o.blocker().statement()));
    }

    private static List<String> othersWait(WaitSeen o) {
        var one = o.sessions() == 1;
        return List.of(
                "  " + ProgressPrinter.counted(o.sessions(), "session") + " of "
                        + o.waiter().calledInWords() + (one ? " waits for " : " wait for ") + step(o)
                        + (one ? ", already for " : ", the first already for ")
                        + ProgressPrinter.millis(o.waitedMillis()) + ": " + o.lock(),
                "    " + o.waiter().inWords() + ": " + statement(o.waiter().statement()));
    }

    private static String step(WaitSeen o) {
        return o.revision() == null ? "the migration tool" : "step " + o.revision();
    }

    private static String statement(String shown) {
        return shown == null ? "not shown to this role" : shown;
    }
}
