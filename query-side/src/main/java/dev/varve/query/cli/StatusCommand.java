package dev.varve.query.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.WaitingFacts;
import dev.varve.query.projection.Views;
import dev.varve.query.status.StatusView;
import dev.varve.query.status.Statuses;
import dev.varve.query.words.Moments;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is believed of a target, or of all. */
@Command(
        name = "status",
        description =
                "Shows what the recorded events say of a target, or of all. Does not look at the database: 'diagnose' does.",
        footer = {
            "",
            "Example: varve status",
            "         varve status shop --as-of 2026-11-22T03:00:00Z",
            "Exit 0: healthy. 3: migrations pending. 6: needs recovery. 2: unreachable, or never looked at;",
            "of several targets, the gravest. Refuses a name that was never registered (exit 2)."
        })
final class StatusCommand implements Callable<ExitCode> {

    @Mixin
    private GlobalOptions options;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The target (default: all under watch).")
    private String target;

    @Option(names = "--as-of", paramLabel = "TIME", description = "As it was believed then.")
    private String asOf;

    private final Surroundings surroundings;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var moment = Moments.upTo("--as-of", asOf, surroundings.clock().instant());
        var readModel = new ReadModel(surroundings, options);
        WaitingFacts.in(readModel.home())
                .ifPresent(note -> surroundings.err().println("note: " + Printable.text(note)));
        return readModel.ask(moment, views -> target == null ? all(views, readModel) : one(views));
    }

    private ExitCode one(Views views) {
        var statuses = new Statuses(views);
        var status = statuses.of(target).orElseThrow(() -> Failures.unknownTarget(target, statuses.names()));
        if (options.json()) {
            Json.print(surroundings.out(), status);
        } else {
            new StatusText(surroundings).print(status);
        }
        return StatusExit.of(status);
    }

    private ExitCode all(Views views, ReadModel readModel) {
        List<StatusView> statuses = new Statuses(views).underWatch();
        if (options.json()) {
            Json.print(surroundings.out(), statuses);
        } else if (statuses.isEmpty()) {
            surroundings
                    .out()
                    .println(
                            "No database is under watch in " + readModel.home().directory()
                                    + ". Register one with: varve target add NAME --tool alembic|flyway --config PATH --database URL");
        } else {
            new StatusText(surroundings).print(statuses);
        }
        return StatusExit.of(statuses);
    }
}
