package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.GateVerdict;
import dev.varve.command.run.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "gate",
        description = "Lets an application start only once its database is at a revision. Looks, and never writes.",
        footer = {
            "",
            "Example: varve gate shop --revision head --wait 300 && exec start-the-application",
            "Exit 0: the database has the revision, its schema is what the scripts make of it, and no run is going on.",
            "A later revision that builds on it passes too, unless --exact. 3: still pending, or a run of Varve is",
            "still going on. 2: still unreachable, a revision that the scripts do not have, or the tool cannot run as",
            "configured. 4: --exact, and the database is further. 6: needs recovery; at once, however long it may wait."
        })
final class GateCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(
            names = "--revision",
            paramLabel = "REV",
            required = true,
            split = ",",
            description = "A revision, head, or heads; several for branches (repeat it, or write commas). Of an Alembic"
                    + " revision the beginning is enough.")
    private List<String> revisions;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long to wait for the database to be reachable and to be at the revision.")
    private long waitSeconds;

    @Option(names = "--exact", description = "Refuse a database that is further than the revision.")
    private boolean exact;

    GateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        if (waitSeconds < 0) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "USAGE",
                    "--wait 0 or more seconds",
                    String.valueOf(waitSeconds),
                    "correct that option");
        }
        try (var workplace = new Workplace(surroundings, options)) {
            var verdict = workplace.revisionGate(patience()).await(target, revisions);
            print(verdict);
            return exit(verdict);
        }
    }

    private Patience patience() {
        Consumer<String> told =
                options.quiet() ? line -> {} : line -> surroundings.err().println(Printable.text(line));
        return new Patience(Duration.ofSeconds(waitSeconds), surroundings.clock(), told, () -> false);
    }

    private void print(GateVerdict verdict) {
        if (options.json()) {
            Json.print(surroundings.out(), new GateDocument(target, exact, exit(verdict), verdict).asMap());
        } else {
            new GateText(target, exact, verdict).print(surroundings.out());
        }
    }

    private ExitCode exit(GateVerdict verdict) {
        return switch (verdict.outcome()) {
            case AT_REVISION -> ExitCode.DONE;
            case BEYOND_REVISION -> exact ? ExitCode.REFUSED : ExitCode.DONE;
            case PENDING, RUN_GOING_ON -> ExitCode.PENDING;
            case UNREACHABLE -> ExitCode.USAGE;
            case NOT_SOUND -> DiagnosisExit.of(verdict.diagnosis());
        };
    }
}
