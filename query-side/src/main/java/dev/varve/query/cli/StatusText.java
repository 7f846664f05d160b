package dev.varve.query.cli;

import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.query.status.Health;
import dev.varve.query.status.LastRun;
import dev.varve.query.status.OpenRun;
import dev.varve.query.status.SchemaStates;
import dev.varve.query.status.StatusView;
import dev.varve.query.words.Moments;
import java.util.List;
import java.util.Optional;

/** A status for people. */
final class StatusText {

    private final Surroundings surroundings;

    StatusText(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Many, one line each. */
    void print(List<StatusView> statuses) {
        var table = Table.of("TARGET", "STATE", "CURRENT", "PENDING", "FINDINGS", "PROVEN BACKUP (UTC)", "LAST RUN");
        for (var status : statuses) {
            table.row(
                    status.target(),
                    state(status),
                    revisions(status.current()),
                    status.pending() == null ? null : status.pending().size(),
                    findings(status),
                    status.lastProvenBackup() == null
                            ? null
                            : Moments.shown(status.lastProvenBackup().provenAt()),
                    run(status));
        }
        table.print(surroundings.out(), Output.width(surroundings));
    }

    /** One, in full. */
    void print(StatusView status) {
        var table = Table.of(status.target(), state(status));
        table.row("database", status.database() + " (" + status.tool() + ")");
        table.row("current", revisions(status.current()));
        table.row("heads", revisions(status.heads()));
        table.row("pending", revisions(status.pending()));
        table.row("findings", findings(status));
        table.row("looked at", Moments.shown(status.diagnosedAt()));
        table.row("backup", backup(status));
        table.row("last run", run(status));
        if (status.openRun() != null) {
            table.row("open run", open(status.target(), status.openRun()));
        }
        table.row("next", next(status));
        table.row("as of", "event " + status.sequence() + ", " + Moments.shown(status.at()) + " UTC");
        table.print(surroundings.out(), Output.width(surroundings));
    }

    private static String state(StatusView status) {
        var state = status.state() == null ? "not looked at" : status.state();
        return (status.retired() ? "retired, " : "") + state + (status.needsRecovery() ? ", NEEDS RECOVERY" : "");
    }

    private static String revisions(List<String> revisions) {
        if (revisions == null) {
            return "unknown";
        }
        return revisions.isEmpty() ? "none" : String.join(", ", revisions);
    }

    private static String findings(StatusView status) {
        var said = status.findings().entrySet().stream()
                .filter(counted -> counted.getValue() > 0)
                .map(counted -> counted.getValue() + " " + counted.getKey())
                .toList();
        return said.isEmpty() ? "none" : String.join(", ", said);
    }

    private static String backup(StatusView status) {
        var backup = status.lastProvenBackup();
        return backup == null
                ? "none proven"
                : backup.id() + ", proven " + Moments.shown(backup.provenAt()) + " UTC: " + backup.path();
    }

    private static String run(StatusView status) {
        LastRun run = status.lastRun();
        if (run == null) {
            return "none";
        }
        var kind = run.kind() == null ? "run" : run.kind();
        if (run.outcome() == null) {
            return kind + " " + run.runId() + ", begun " + Moments.shown(run.startedAt()) + " UTC, without an outcome";
        }
        var why = run.why() == null ? "" : ": " + run.why();
        return kind + " " + run.runId() + " " + run.outcome() + ", " + Moments.shown(run.endedAt()) + " UTC" + why;
    }

    private static String open(String target, OpenRun run) {
        var holder = run.holder();
        var intent = run.lastIntent() == null ? "" : "; last intent: " + run.lastIntent();
        return run.kind() + " " + run.runId() + " since " + Moments.shown(run.since()) + " UTC, by " + holder.actor()
                + ", process " + holder.pid() + " on " + holder.host() + intent
                + " (if that process is gone, 'varve diagnose " + Printable.text(target) + "' tells what it left)";
    }

    private static String next(StatusView status) {
        var name = Printable.text(status.target());
        if (status.retired()) {
            return "nothing: it is not under watch";
        }
        return switch (Health.of(status)) {
            case RUNNING -> "wait for the open run";
            case NEEDS_RECOVERY -> remedy(status).orElse("varve diagnose " + name);
            case LAST_RUN_FAILED ->
                "see why the last run failed: varve history --all --run "
                        + status.lastRun().runId();
            case UNREACHABLE, ERRORS, NEVER_LOOKED_AT -> "varve diagnose " + name;
            case WARNINGS, HEALTHY ->
                SchemaStates.isBehind(status.state())
                        ? "varve plan " + name + ", then varve upgrade " + name
                        : "nothing to do";
        };
    }

    /** What the last run told to do, if it is what left the database so. */
    private static Optional<String> remedy(StatusView status) {
        return status.needsRecovery() && status.lastRun() != null
                ? Optional.ofNullable(status.lastRun().remedy())
                : Optional.empty();
    }
}
