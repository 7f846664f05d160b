package dev.varve.query.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.StoreFailures;
import dev.varve.cli.Surroundings;
import dev.varve.cli.WaitingFacts;
import dev.varve.query.report.Period;
import dev.varve.query.report.Report;
import dev.varve.query.report.ReportFormat;
import dev.varve.query.report.ReportReader;
import dev.varve.query.words.Moments;
import dev.varve.store.StoreFailure;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evidence for auditors. */
@Command(
        name = "report",
        description = "Writes what was done to a database, or to all, in a period: for auditors.",
        footer = {
            "",
            "Example: varve report shop --format html --since 2026-07-01 --until 2026-09-30 > shop-q3.html",
            "         varve report --all --format csv > all.csv",
            "It names every run with who asked for it, when and why, its backup and the proof, each step with its script's",
            "hash, how it ended and what led back; stamps and refusals; drift; gaps in the record; and the log's root hash.",
            "Times: RFC 3339, 2026-11-22 (the whole day, UTC), now, -2h. The formats pdf and evidence are reserved.",
            "Refuses a name that was never registered, and a home without a store (exit 2)."
        })
final class ReportCommand implements Callable<ExitCode> {

    @Mixin
    private GlobalOptions options;

    @ArgGroup(multiplicity = "1")
    private Whose whose;

    @Option(names = "--format", paramLabel = "html|csv|json", description = "How it is written (with --json: json).")
    private String format;

    @Option(names = "--since", paramLabel = "TIME", description = "What went on then or later.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "What went on then or earlier.")
    private String until;

    private final Surroundings surroundings;

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var written = ReportFormat.named(format == null && options.json() ? "json" : format);
        var now = surroundings.clock().instant();
        var period = new Period(Moments.from("--since", since, now), Moments.upTo("--until", until, now));
        requireForwards(period);
        written.write(read(period), surroundings.out());
        return ExitCode.DONE;
    }

    private Report read(Period period) {
        var readModel = new ReadModel(surroundings, options);
        try (var store = readModel.openStore()) {
            var reader = new ReportReader(store.log(), surroundings.version());
            if (!whose.isAll() && !reader.knows(whose.target())) {
                throw Failures.unknownTarget(whose.target(), reader.names());
            }
            var waiting = WaitingFacts.in(readModel.home()).orElse(null);
            return reader.read(whose.target(), period, surroundings.clock().instant(), waiting);
        } catch (StoreFailure e) {
            throw StoreFailures.of(e);
        }
    }

    private static void requireForwards(Period period) {
        if (period.since() != null && period.until() != null && period.since().isAfter(period.until())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "PERIOD_BACKWARDS",
                    "--since before --until",
                    period.since() + " after " + period.until(),
                    "exchange them",
                    Map.of(),
                    null);
        }
    }
}
