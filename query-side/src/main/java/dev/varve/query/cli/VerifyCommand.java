package dev.varve.query.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreFailures;
import dev.varve.cli.Surroundings;
import dev.varve.store.LogVerdict;
import dev.varve.store.NotAnEventStore;
import dev.varve.store.StoreFailure;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves that the event log is whole and unaltered. */
@Command(
        name = "verify",
        description = "Proves that the event log is whole and unaltered: recomputes every hash from the stored bytes.",
        footer = {
            "",
            "Example: varve verify",
            "         varve verify --json",
            "Ends with 7 and names the first event that was altered, dropped, inserted or reordered.",
            "Whoever rewrites both the events and the head of the log is found only by a root hash that was",
            "kept elsewhere: note the one that this command prints. Refuses a home without a store (exit 2)."
        })
final class VerifyCommand implements Callable<ExitCode> {

    @Mixin
    private GlobalOptions options;

    private final Surroundings surroundings;

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var verdict = verdict();
        if (options.json()) {
            Json.print(surroundings.out(), verdict);
        } else if (verdict.ok()) {
            printWhole(verdict);
        } else {
            printFailure(verdict);
        }
        return verdict.ok() ? ExitCode.DONE : ExitCode.PROOF_FAILED;
    }

    private LogVerdict verdict() {
        try (var store = new ReadModel(surroundings, options).openStore()) {
            return store.proof().verify();
        } catch (NotAnEventStore e) { // whoever asks for the proof of a log gets it: this is none
            throw new CommandFailure(
                    ExitCode.PROOF_FAILED, "NOT_AN_EVENT_STORE", e.expected(), e.found(), e.remedy(), Map.of(), e);
        } catch (StoreFailure e) {
            throw StoreFailures.of(e);
        }
    }

    private void printWhole(LogVerdict verdict) {
        var out = surroundings.out();
        out.println("The log is whole: " + verdict.events() + (verdict.events() == 1 ? " event" : " events")
                + ", none altered, dropped, inserted or reordered.");
        out.println("Root hash: " + verdict.rootHash());
        out.println(elsewhere());
    }

    private void printFailure(LogVerdict verdict) {
        var out = surroundings.out();
        var failure = verdict.firstFailure();
        out.println("THE LOG DOES NOT VERIFY. " + named(failure) + ": " + words(failure.what()) + ".");
        out.println("  expected  " + Printable.text(failure.expected()));
        out.println("  found     " + Printable.text(failure.found()));
        if (failure.aggregate() != null) {
            out.println("  stream    " + Printable.text(failure.aggregate()));
        }
        out.println("Events that verify, from the first on: " + verdict.events() + ".");
        out.println("Keep this file as it is: it is evidence. Copy it away and compare it with a backup of the home.");
        out.println(elsewhere());
    }

    private static String named(LogVerdict.Failure failure) {
        if (failure.sequence() == null) {
            return "The log as a whole";
        }
        var type = failure.type() == null ? "" : ", " + Printable.text(failure.type());
        var id = failure.eventId() == null ? "" : ", id " + Printable.text(failure.eventId());
        return "Event " + failure.sequence() + type + id;
    }

    private static String words(LogVerdict.What what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String elsewhere() {
        return "Who rewrites both the events and the head of the log is found only by a root hash kept elsewhere: note it.";
    }
}
