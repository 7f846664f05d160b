package dev.varve.command.cli;

import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers "is it stuck?" while a look waits for the migration tool's process, which may import a whole application first. */
final class LookPulse implements AutoCloseable {

    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(5);

    private final PrintStream err;
    private final Clock clock;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "look-pulse");
        thread.setDaemon(true);
        return thread;
    });

    private LookPulse(PrintStream err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    /** Begins to watch; close it when the look is over. */
    static LookPulse of(Surroundings surroundings, GlobalOptions options) {
        var pulse = new LookPulse(surroundings.err(), surroundings.clock());
        if (!options.quiet()) {
            var period = BETWEEN_BEATS.toSeconds();
            var unused = pulse.beats.scheduleAtFixedRate(pulse::beat, period, period, TimeUnit.SECONDS);
        }
        return pulse;
    }

    private void beat() {
        var now = clock.instant();
        ProcessHandle.current().children().filter(ProcessHandle::isAlive).forEach(tool -> tell(tool, now));
    }

    private void tell(ProcessHandle tool, Instant now) {
        var since = tool.info().startInstant().orElse(now);
        var waited = Duration.between(since, now);
        if (waited.compareTo(BETWEEN_BEATS) >= 0) {
            var name = tool.info().command().map(LookPulse::fileName).orElse("process");
            err.println(Printable.text("  " + waited.toSeconds() + " s: waiting for the migration tool (" + name
                    + ", process " + tool.pid() + ") to read its scripts and the database"));
        }
    }

    private static String fileName(String command) {
        return String.valueOf(Path.of(command).getFileName());
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
