package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.*;
import dev.varve.engine.observation.TableChange;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells a run's progress to a person on stderr, one plain line an act; a long step also says that it is alive. */
final class ProgressPrinter implements Consumer<Observation> {

    private static final Duration BETWEEN_PROGRESS_LINES = Duration.ofSeconds(2);
    private static final int STATEMENT_CHARACTERS = 90;
    private static final long MEBIBYTE = 1024 * 1024;

    private final PrintStream err;
    private final Clock clock;
    private final StepPulse pulse;
    private Instant lastProgress = Instant.EPOCH;
    private Estimate estimate = Estimate.NONE;
    private String indent = "";
    private boolean online;

    ProgressPrinter(Surroundings surroundings, StepPulse pulse) {
        this.err = surroundings.err();
        this.clock = surroundings.clock();
        this.pulse = pulse;
    }

    @Override
    public void accept(Observation observation) {
        switch (observation) {
            case PreflightPassed o -> {
                say("preflight passed");
                o.warnings().forEach(warning -> say("  note: " + warning.message()));
            }
            case PreflightRefused o -> say("preflight refused");
            case RunPlanned o ->
                say(o.steps().isEmpty() ? "nothing to do" : counted(o.steps().size(), "step") + " to run");
            case OfBackup o -> backup(o);
            case Rehearsing o -> rehearsing(o.observed());
            case OfCopy o -> copy(o);
            case Observation.OfLocks o -> {
                online |= o instanceof Observation.ApplicationLeftRunning;
                LockLines.of(o).forEach(this::say);
            }
            case RestoreStarting o -> say("restoring backup " + o.backupId());
            case RestoreSucceeded o -> say("restored and proven");
            case Progress o -> progress(o);
            case ToolStarting o -> say("tool started" + (o.pid() == null ? "" : " as process " + o.pid()));
            case ToolConnected o -> say("connected to " + o.database());
            case OfStep o -> step(o);
            case StatementStarting o -> pulse.statementStarted(o.ordinal(), shortened(o.sql()), clock.instant());
            case StatementFinished o -> pulse.statementFinished(o.rows());
            case StatementsJudged o -> say("  " + o.verdicts().inWords().getFirst());
            case VerificationStarting o -> say("verifying schema and contents");
            case TablesCompared o -> losses(o);
            case CheckEnded o -> say("check " + o.check() + (o.passed() ? ": passed" : ": FAILED, " + o.detail()));
            case PartialRunSeen o -> say("partial run in " + o.revision());
            case StepApplied o -> {}
            case TransactionChanged o -> {}
            case ToolSaid o -> {}
        }
    }

    private void backup(OfBackup observation) {
        switch (observation) {
            case BackupStarting o -> say("backup " + o.backupId() + ": copying to " + o.path());
            case BackupTaken o ->
                say("backup " + o.backupId() + ": " + bytes(o.sizeBytes()) + ", SHA-256 " + o.sha256());
            case ProofStarting o -> say("backup " + o.backupId() + ": proving the copy");
            case BackupProven o ->
                say("backup " + o.backupId() + ": proven, "
                        + o.rows().values().stream().mapToLong(Long::longValue).sum() + " rows in "
                        + o.rows().size() + " tables equal the source's");
            case BackupRejected o ->
                say("backup " + o.backupId() + ": REJECTED, expected " + o.expected() + ", found " + o.found());
            case BackupExpiring o -> {}
            case BackupExpired o -> say("expired: backup " + o.backupId() + ", " + o.why());
        }
    }

    private void step(OfStep observation) {
        switch (observation) {
            case StepStarting o -> {
                say("step " + o.ordinal() + " of " + o.total() + ": " + o.revision() + " " + o.message()
                        + (indent.isEmpty() ? estimate.before(o.revision()) : ""));
                pulse.stepStarted(o.revision(), clock.instant());
            }
            case StepSucceeded o -> {
                pulse.stepEnded();
                say("  done in " + millis(o.durationMillis()) + ", " + counted(o.statements(), "statement") + ", "
                        + counted(o.rowsAffected(), "row"));
            }
            case StepFailed o -> {
                pulse.stepEnded();
                say("  FAILED after " + millis(o.durationMillis()) + ": "
                        + o.failure().type() + ": " + o.failure().message());
            }
            case StepOutcomeUnknown o -> {
                pulse.stepEnded();
                say("  outcome unknown: " + o.why());
            }
        }
    }

    /** On the copy it is told alike, a little further in. */
    private void rehearsing(Observation observed) {
        indent = "  ";
        accept(observed);
        indent = "";
    }

    private void copy(OfCopy observation) {
        switch (observation) {
            case StrategyChosen o -> say(strategy(o));
            case RehearsalStarting o -> say("rehearsal on a copy: " + o.copy());
            case RehearsalSucceeded o -> {
                estimate = Estimate.after(o);
                say("rehearsed in " + millis(o.durationMillis()) + "; the copy took " + bytes(o.peakBytes())
                        + " at most");
            }
            case RehearsalFailed o -> say("rehearsal FAILED: " + o.why());
            case StepDeviated o ->
                say("  step " + o.revision() + " left another schema than in the rehearsal; nothing further is run");
            case SwapStarting o -> say("putting the copy in the database's place; the former is kept: " + o.kept());
            case CopySwappedIn o ->
                say("swapped in"
                        + (o.stillOpen() == null
                                ? ""
                                : "; STILL OPEN, and written to no more, the former file: " + o.stillOpen()));
            case SwapFailed o -> say("NOT swapped in: expected " + o.expected() + ", found " + o.found());
        }
    }

    private static String strategy(StrategyChosen o) {
        var way = o.strategy() == null ? "rehearsal only" : "strategy " + o.strategy();
        return way + (o.rehearsed() ? "" : ", not rehearsed") + ": " + o.why();
    }

    private void losses(TablesCompared compared) {
        compared.tables().stream()
                .filter(TableChange::isLoss)
                .forEach(table -> say("  table " + table.name() + " held "
                        + table.rowsBefore() + " rows, now "
                        + (table.rowsAfter() == null ? "is gone" : table.rowsAfter())
                        + (compared.acceptedLosses().contains(table.name()) ? accepted(table) : "")));
    }

    /** In a table that still holds rows an application that was left running may have deleted some. */
    private String accepted(TableChange table) {
        return online && !table.isEmptied() ? " (the application went on meanwhile)" : " (accepted)";
    }

    private void progress(Progress o) {
        var now = clock.instant();
        if (o.done() > 0 && Duration.between(lastProgress, now).compareTo(BETWEEN_PROGRESS_LINES) >= 0) {
            lastProgress = now;
            say("  " + o.act() + ": " + (o.total() > 0 ? o.done() * 100 / o.total() + " %" : soFar(o)));
        }
    }

    private static String soFar(Progress o) {
        return switch (o.unit()) {
            case BYTES -> bytes(o.done());
            case PAGES -> counted(o.done(), "page");
            case ROWS -> counted(o.done(), "row");
        };
    }

    private void say(String line) {
        err.println(indent + Printable.text(line));
    }

    private static String shortened(String sql) {
        var line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= STATEMENT_CHARACTERS ? line : line.substring(0, STATEMENT_CHARACTERS) + "…";
    }

    static String bytes(long size) {
        if (size < MEBIBYTE) {
            return String.format(Locale.ROOT, "%.1f KiB", size / 1024d);
        }
        return size < 1024 * MEBIBYTE
                ? String.format(Locale.ROOT, "%.1f MiB", size / (double) MEBIBYTE)
                : String.format(Locale.ROOT, "%.1f GiB", size / 1024d / MEBIBYTE);
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static String millis(long duration) {
        return duration < 1000 ? duration + " ms" : String.format(Locale.ROOT, "%.1f s", duration / 1e3);
    }
}
