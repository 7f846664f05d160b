package dev.varve.command.cli;

import dev.varve.cli.Printable;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Answers "is it stuck?" while a step is long: every few seconds, what it is doing and since when. */
final class StepPulse implements AutoCloseable {

    private final PrintStream err;
    private final Clock clock;
    private final Heartbeat heartbeat;
    private Doing doing;

    private record Doing(String revision, Instant since, int statements, long rows, String statement, Instant began) {}

    StepPulse(PrintStream err, Clock clock) {
        this.err = err;
        this.clock = clock;
        this.heartbeat = new Heartbeat("step-pulse", this::beat);
    }

    synchronized void stepStarted(String revision, Instant now) {
        doing = new Doing(revision, now, 0, 0, null, now);
    }

    synchronized void statementStarted(int ordinal, String sql, Instant now) {
        if (doing != null) {
            doing = new Doing(doing.revision, doing.since, ordinal, doing.rows, sql, now);
        }
    }

    synchronized void statementFinished(Long rows) {
        if (doing != null) {
            var more = rows == null ? 0 : rows;
            doing = new Doing(doing.revision, doing.since, doing.statements, doing.rows + more, null, doing.began);
        }
    }

    synchronized void stepEnded() {
        doing = null;
    }

    private synchronized void beat() {
        if (doing == null) {
            return;
        }
        var now = clock.instant();
        var elapsed = Duration.between(doing.since, now);
        if (elapsed.compareTo(Heartbeat.PERIOD) < 0) {
            return;
        }
        err.println(Printable.text("  " + elapsed.toSeconds() + " s in " + doing.revision + ": "
                + ProgressPrinter.counted(doing.statements, "statement") + ", "
                + ProgressPrinter.counted(doing.rows, "row") + "; "
                + (doing.statement == null
                        ? "between statements, the script itself is working"
                        : "running for " + Duration.between(doing.began, now).toSeconds() + " s: " + doing.statement)));
    }

    @Override
    public void close() {
        heartbeat.close();
    }
}
