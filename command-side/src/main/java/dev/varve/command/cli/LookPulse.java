package dev.varve.command.cli;

import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Answers "is it stuck?" while a look waits for the migration tool's process, which may import a whole application first. */
final class LookPulse implements AutoCloseable {

    private final PrintStream err;
    private final Clock clock;
    private final Heartbeat heartbeat;

    private LookPulse(PrintStream err, Clock clock) {
        this.err = err;
        this.clock = clock;
        this.heartbeat = new Heartbeat("look-pulse", this::beat);
    }

    /** Begins to watch; close it when the look is over. */
    static LookPulse of(Surroundings surroundings, GlobalOptions options) {
        return new LookPulse(options.quiet() ? nowhere() : surroundings.err(), surroundings.clock());
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private void beat() {
        var now = clock.instant();
        ProcessHandle.current().children().filter(ProcessHandle::isAlive).forEach(tool -> tell(tool, now));
    }

    private void tell(ProcessHandle tool, Instant now) {
        var since = tool.info().startInstant().orElse(now);
        var waited = Duration.between(since, now);
        if (waited.compareTo(Heartbeat.PERIOD) >= 0) {
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
        heartbeat.close();
    }
}
