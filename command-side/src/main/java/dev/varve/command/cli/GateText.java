package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.command.run.GateVerdict;
import dev.varve.engine.finding.Severity;
import java.io.PrintStream;
import java.util.List;

/** A gate's answer as a person reads it: one line, and what is wrong if something is. */
record GateText(String target, boolean exact, GateVerdict verdict) {

    void print(PrintStream out) {
        out.println(Printable.text(line()));
        if (verdict.run() != null) {
            FindingText.print(out, verdict.run().finding(), true);
        }
        if (verdict.diagnosis() != null) {
            verdict.diagnosis().findings().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .forEach(finding -> FindingText.print(out, finding, true));
        }
    }

    private String line() {
        return switch (verdict.outcome()) {
            case AT_REVISION -> "open: " + target + " is at " + named(verdict.wanted());
            case BEYOND_REVISION -> (exact ? "closed: " : "open: ") + beyond();
            case PENDING -> "closed: " + target + " is at " + current() + "; pending: " + named(verdict.missing());
            case RUN_GOING_ON ->
                "closed: " + target + " is being changed by " + verdict.run().inWords();
            case UNREACHABLE -> "closed: " + target + " cannot be reached";
            case NOT_SOUND ->
                "closed: " + target + " is at " + current() + " and "
                        + verdict.diagnosis().state();
        };
    }

    private String beyond() {
        return target + " is at " + current() + ", beyond " + named(verdict.wanted());
    }

    private String current() {
        var current = verdict.diagnosis().current();
        return current.isEmpty() ? "no revision" : named(current);
    }

    private static String named(List<String> revisions) {
        return String.join(", ", revisions);
    }
}
