package dev.varve.query.web.orders;

import dev.varve.server.Operations;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the command side look every few seconds whether a run's process is dead, so that an open page tells of it by itself. */
public final class DeadRunWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadRunWatch.class);
    private static final long EVERY_MILLIS = 2_000;

    private final Optional<Operations> operations;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dead-runs").factory());
    private String told = "";

    public DeadRunWatch(Optional<Operations> operations) {
        this.operations = operations;
    }

    /** Begins to look. */
    public void start() {
        operations.ifPresent(known -> {
            var unused =
                    timer.scheduleWithFixedDelay(() -> look(known), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    private void look(Operations known) {
        try {
            known.noteDeadRuns();
            told = "";
        } catch (RuntimeException e) { // told once; the next look goes on
            if (!told.equals(String.valueOf(e.getMessage()))) {
                told = String.valueOf(e.getMessage());
                LOG.warn("cannot look for dead runs: {}", told);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
