package dev.varve.command.cli;

import dev.varve.engine.observation.Observation.ApplicationLeftRunning;
import dev.varve.engine.observation.Observation.OfLocks;
import dev.varve.engine.observation.Observation.StepRetrying;
import dev.varve.engine.observation.Observation.WaitSeen;
import java.util.ArrayList;
import java.util.List;

/** What is seen of locks, for a person: who keeps whom waiting. */
final class LockLines {

    private LockLines() {}

    static List<String> of(OfLocks observation) {
        return switch (observation) {
            case WaitSeen o -> o.toolWaits() ? toolWaits(o) : othersWait(o);
            case ApplicationLeftRunning o -> online(o);
            case StepRetrying o ->
                List.of("  step " + o.revision() + " is tried again in " + ProgressPrinter.millis(o.pauseMillis())
                        + " (retry " + o.retry() + " of " + o.retries() + "): nothing of it was kept");
        };
    }

    private static List<String> online(ApplicationLeftRunning o) {
        var lines = new ArrayList<String>();
        lines.add("online: the steps run beside the application; "
                + (o.connected().isEmpty() ? "nobody was connected when the run entered" : o.connected()));
        lines.add("  a lock is waited for "
                + (o.lockTimeoutMillis() == null
                        ? "without an end"
                        : "at most " + ProgressPrinter.millis(o.lockTimeoutMillis()) + ", then the step fails")
                + (o.lockRetries() == 0
                        ? ""
                        : " and is tried again up to " + ProgressPrinter.counted(o.lockRetries(), "time")));
        if (o.wroteSince()) {
            lines.add("  written to since backup " + o.backupId() + ": putting that back would lose it");
        }
        return lines;
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
