package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.engine.finding.Finding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Findings as a person reads them. */
final class FindingText {

    private FindingText() {}

    static void print(PrintStream out, Finding finding) {
        print(out, finding, false);
    }

    /** @param brief leave out the evidence, because it is shown elsewhere */
    static void print(PrintStream out, Finding finding, boolean brief) {
        out.println("  " + finding.severity() + " " + finding.code() + ": " + Printable.text(finding.message()));
        if (!brief) {
            finding.evidence().forEach((name, value) -> printEvidence(out, name, value));
        }
        if (finding.remedy() != null) {
            out.println("    do: " + Printable.text(finding.remedy()));
        }
    }

    /** A traceback is for {@code --json} and the record; a person reads the sentence and the remedy. */
    private static void printEvidence(PrintStream out, String name, Object value) {
        if (name.equals("traceback")) {
            return;
        }
        if (value instanceof List<?> list) {
            list.forEach(item -> out.println("    " + name + ": " + Printable.text(item)));
        } else {
            out.println("    " + name + ": " + Printable.text(value));
        }
    }

    /** Findings one under another, heaviest first. */
    static List<Finding> sorted(List<Finding> findings) {
        var sorted = new ArrayList<>(findings);
        sorted.sort((a, b) -> b.severity().compareTo(a.severity()));
        return sorted;
    }
}
