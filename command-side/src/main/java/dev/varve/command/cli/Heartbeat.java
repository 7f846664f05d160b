package dev.varve.command.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls back every few seconds until it is closed, from a thread that keeps no process alive. */
final class Heartbeat implements AutoCloseable {

    static final Duration PERIOD = Duration.ofSeconds(5);

    private final ScheduledExecutorService beats;

    /** @param name the thread's */
    Heartbeat(String name, Runnable beat) {
        beats = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
        var unused = beats.scheduleAtFixedRate(beat, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
