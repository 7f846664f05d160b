package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.simulate.Simulation;
import dev.varve.command.simulate.SimulationPlan;
import dev.varve.command.simulate.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code varve simulate}: invented histories, to try out a dashboard, a report or a script. */
@Command(
        name = "simulate",
        description = "Fills an empty event store with invented histories: for demonstrations, tests and benchmarks.",
        footer = {
            "",
            "Example: varve --home /tmp/invented simulate --targets 100 --runs 20 --seed 7",
            "Then: varve --home /tmp/invented status",
            "Equal numbers, seed and --until give equal events. No database is made or touched.",
            "Refuses a store that holds any event (exit 2): real histories and invented ones never stand in one log."
        })
final class SimulateCommand implements Callable<ExitCode> {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Option(
            names = "--targets",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many databases (default: 20).")
    private int targets;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many runs of each (default: 10).")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What chance begins with (default: 1).")
    private long seed;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When the histories end, such as 2026-11-22T03:04:05Z (default: now).")
    private String until;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "365",
            description = "How many days they go back from there (default: 365).")
    private int days;

    @Option(
            names = "--hostile-names",
            description = "Some names and texts are markup, right-to-left, or very long: to test what shows them.")
    private boolean hostileNames;

    private Instant toldAt = Instant.EPOCH;

    SimulateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var plan = new SimulationPlan(targets, runs, seed, end(), days, hostileNames, surroundings.version());
        try (var access = new StoreAccess(surroundings, options)) {
            refuseIfUsed(access);
            try (var store = access.address().open(surroundings.clock())) {
                var tally = new Simulation(plan, store).write(this::tell);
                print(plan, tally, access, store.log().head().rootHash());
            }
        }
        return ExitCode.DONE;
    }

    /** Before it is opened for writing, which may already bring its schema up to date. */
    private static void refuseIfUsed(StoreAccess access) {
        access.address().openIfThere().ifPresent(store -> {
            try (store) {
                Simulation.requireEmpty(store.log().head().size());
            }
        });
    }

    private Instant end() {
        if (until == null) {
            return surroundings.clock().instant();
        }
        try {
            return OffsetDateTime.parse(until).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "INVALID_TIME",
                    "for --until a time in RFC 3339, such as 2026-11-22T03:04:05Z",
                    Printable.quoted(until),
                    "type it in that form",
                    Map.of(),
                    e);
        }
    }

    private void tell(long events, Instant reached) {
        var now = surroundings.clock().instant();
        if (!options.quiet() && !now.isBefore(toldAt.plus(BETWEEN_LINES))) {
            toldAt = now;
            surroundings.err().println("  " + events + " events, up to " + reached);
        }
    }

    private void print(SimulationPlan plan, Tally tally, StoreAccess access, String rootHash) {
        if (options.json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("targets", tally.targets());
            document.put("runs", tally.runs());
            document.put("events", tally.events());
            document.put("seed", plan.seed());
            document.put("until", plan.until().toString());
            document.put("outcomes", tally.outcomes());
            document.put("states", tally.states());
            document.put("rootHash", rootHash);
            Json.print(surroundings.out(), document);
            return;
        }
        var out = surroundings.out();
        out.println("Invented " + tally.targets() + " databases, " + tally.runs() + " runs, " + tally.events()
                + " events, seed " + plan.seed() + ", until " + plan.until() + ".");
        out.println("  runs: " + inWords(tally.outcomes()));
        out.println("  databases, as looked at last: " + inWords(tally.states()));
        out.println("In " + Printable.text(access.address().inWords()) + "; nothing of it ever happened.");
        out.println("Root hash: " + rootHash);
    }

    private static String inWords(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
