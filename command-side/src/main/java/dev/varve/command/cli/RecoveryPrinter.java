package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.recover.Recovered;
import dev.varve.command.recover.Scenes;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.WayBack;
import dev.varve.events.Outcomes;
import java.io.PrintStream;

/** Prints what a recovery found, offers and did, for a person or as the contract's document. */
final class RecoveryPrinter {

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final String target;

    RecoveryPrinter(Surroundings surroundings, GlobalOptions options, String target) {
        this.surroundings = surroundings;
        this.options = options;
        this.target = target;
    }

    /** What was found and is on offer; nothing was done. */
    ExitCode show(Scenes.Viewed viewed, Assessment found) {
        var code = code(viewed, found);
        if (options.json()) {
            Json.print(surroundings.out(), RecoveryDocument.ofWhatIsFound(target, viewed, found));
        } else if (found.isHealthy()) {
            surroundings
                    .out()
                    .println(Printable.text(target) + ": nothing to recover; "
                            + found.situation().sentence());
        } else {
            printFound(surroundings.out(), found);
        }
        return code;
    }

    private static ExitCode code(Scenes.Viewed viewed, Assessment found) {
        if (found.isHealthy()) {
            return DiagnosisExit.of(viewed.looked().diagnosis());
        }
        return switch (found.situation()) {
            case UNREADABLE, TOOL_UNAVAILABLE ->
                DiagnosisExit.of(viewed.looked().diagnosis());
            default -> ExitCode.NEEDS_RECOVERY;
        };
    }

    private void printFound(PrintStream out, Assessment found) {
        out.println(Printable.text(target) + ": " + found.situation() + ": "
                + Printable.text(found.situation().sentence()));
        found.evidence().forEach(line -> out.println("  - " + Printable.text(line)));
        out.println();
        if (!found.ways().isEmpty()) {
            out.println(found.ways().size() == 1 ? "What can be done:" : "What can be done, the safest first:");
        }
        found.ways().forEach(way -> printWay(out, way));
        if (found.decision() != null) {
            out.println("you decide: " + Printable.text(found.decision()));
        }
        if (found.safest().isPresent()) {
            out.println("next: varve recover " + Printable.text(target) + " --option "
                    + found.safest().get().way().word());
        }
    }

    private static void printWay(PrintStream out, WayBack way) {
        out.println("  " + way.way().word());
        out.println("    does:   " + Printable.text(way.does()));
        out.println("    loses:  " + (way.loses() == null ? "nothing" : Printable.text(way.loses())));
        out.println("    takes:  "
                + (way.takesMillis() == null ? "nobody can tell" : "about " + seconds(way.takesMillis())));
        out.println("    proof:  " + Printable.text(way.proof()));
    }

    private static String seconds(long millis) {
        var seconds = Math.max(1, (millis + 999) / 1000);
        return seconds < 120 ? seconds + (seconds == 1 ? " second" : " seconds") : (seconds + 59) / 60 + " minutes";
    }

    /**
     * How it ended.
     *
     * @param resumed the run that went on from there; {@code null} if none did
     */
    ExitCode print(Recovered ended, ResumedRun resumed) {
        var code = code(ended, resumed);
        if (options.json()) {
            Json.print(surroundings.out(), RecoveryDocument.of(target, ended, resumed));
            return code;
        }
        var out = surroundings.out();
        if (ended.isDone()) {
            printDone(out, ended);
        } else {
            printUndone(out, ended);
        }
        if (resumed != null) {
            resumed.print(new RunPrinter(surroundings, options), target);
        }
        return code;
    }

    private static ExitCode code(Recovered ended, ResumedRun resumed) {
        if (ended.isDone()) {
            return resumed == null ? ExitCode.DONE : resumed.exitCode();
        }
        if (ended.isOfTheProof()) {
            return ExitCode.PROOF_FAILED;
        }
        return ended.outcome().equals(Outcomes.REFUSED) ? ExitCode.REFUSED : ExitCode.NEEDS_RECOVERY;
    }

    private void printDone(PrintStream out, Recovered ended) {
        out.println("RECOVERED: " + Printable.text(target) + " by "
                + ended.chosen().way().word() + " (run " + ended.runId() + ")");
        out.println("  it was:  " + Printable.text(ended.before().situation().sentence()));
        out.println("  proven:  " + Printable.text(ended.proof()));
        out.println("  now:     " + ended.state() + ", at "
                + (ended.to().isEmpty() ? "no revision" : Printable.text(String.join(", ", ended.to()))));
        ended.aside().forEach(file -> out.println("  kept aside: " + Printable.text(file)));
        if (ended.remedy() != null) {
            out.println("next: " + Printable.text(ended.remedy()));
        }
    }

    private void printUndone(PrintStream out, Recovered ended) {
        if (ended.chosen() == null) {
            printFound(out, ended.before());
        }
        out.println(ended.outcome() + ": recovery of " + Printable.text(target) + " (run " + ended.runId() + ")");
        out.println("why: " + Printable.text(ended.why()));
        out.println("next: " + Printable.text(ended.remedy()));
    }
}
