package dev.varve.command.run;

import dev.varve.engine.run.RunReport;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Notices that a server forgot this run's lock, as it does when it is stopped: from then on another run may be at work, and nothing
 * further begins. Asks at most once a second.
 */
final class LostLock implements BooleanSupplier {

    private static final long BETWEEN_QUESTIONS = Duration.ofSeconds(1).toNanos();

    private final RunLease lease;
    private long askedAt = System.nanoTime() - BETWEEN_QUESTIONS;
    private boolean lost;

    LostLock(RunLease lease) {
        this.lease = lease;
    }

    /** Whether it is lost. */
    @Override
    public synchronized boolean getAsBoolean() {
        if (!lost && System.nanoTime() - askedAt >= BETWEEN_QUESTIONS) {
            lost = !lease.isHeld();
            askedAt = System.nanoTime();
        }
        return lost;
    }

    /** The report, with that it stopped for this if it did. */
    RunReport explain(RunReport report) {
        return lost
                ? report.explained("expected the server to hold this run's lock all the time, found that it does not:"
                        + " it was stopped, or the way to it was cut")
                : report;
    }
}
