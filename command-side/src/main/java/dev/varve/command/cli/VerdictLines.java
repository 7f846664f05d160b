package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.engine.verdict.StepVerdicts;
import java.io.PrintStream;

/** What became of a step's statements, for a person. */
final class VerdictLines {

    private VerdictLines() {}

    /** @param verdicts {@code null} if the step was not judged */
    static void print(PrintStream out, StepVerdicts verdicts) {
        if (verdicts == null) {
            return;
        }
        var lines = verdicts.inWords();
        out.println("  " + Printable.text(lines.getFirst()));
        lines.subList(1, lines.size()).forEach(line -> out.println("    " + Printable.text(line)));
    }
}
