package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetNotWatched;
import dev.varve.command.target.TargetSettings;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code target list}, {@code target show}, {@code target remove}; {@code target add} is {@link TargetAddCommand}. */
final class TargetCommands {

    private static final int WIDTH = 120;

    private TargetCommands() {}

    @Command(
            name = "target",
            description = "The databases under watch.",
            synopsisSubcommandLabel = "(add|list|show|remove)")
    static final class Group {}

    @Command(
            name = "list",
            description = "Lists the databases under watch.",
            footer = {"", "Example: varve target list --json"})
    static final class List implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        List(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var workplace = new Workplace(surroundings, options)) {
                var watched = workplace.targets().watched();
                if (options.json()) {
                    Json.print(
                            surroundings.out(),
                            watched.entrySet().stream()
                                    .map(target -> document(
                                            target.getKey(), target.getValue().settings()))
                                    .toList());
                } else if (watched.isEmpty()) {
                    surroundings
                            .out()
                            .println(
                                    "no database under watch in "
                                            + workplace.home().directory()
                                            + "; register one: varve target add NAME --tool alembic --config PATH --database URL");
                } else {
                    var table = Table.of("NAME", "TOOL", "DATABASE", "CONFIG");
                    watched.forEach((name, target) -> table.row(
                            name,
                            target.settings().tool(),
                            target.settings().database(),
                            target.settings().config()));
                    table.print(surroundings.out(), WIDTH);
                }
                return ExitCode.DONE;
            }
        }
    }

    @Command(
            name = "show",
            description = "Shows how a watched database is reached. Variables by name, never by value.",
            footer = {"", "Example: varve target show shop", "Refuses (exit 2): a name that is not under watch."})
    static final class Show implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(paramLabel = "NAME", description = "The watched database.")
        private String target;

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var workplace = new Workplace(surroundings, options)) {
                var document = document(target, workplace.watch(target).access().settings());
                if (options.json()) {
                    Json.print(surroundings.out(), document);
                } else {
                    var table = Table.of("SETTING", "VALUE");
                    document.forEach(table::row);
                    table.print(surroundings.out(), WIDTH);
                }
                return ExitCode.DONE;
            }
        }
    }

    @Command(
            name = "remove",
            description = "Ends the watch over a database. Its history and its backups stay.",
            footer = {
                "",
                "Example: varve target remove shop --reason 'moved to another host'",
                "Refuses: a name that is not under watch (exit 2), a run that is going on (exit 4)."
            })
    static final class Remove implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(paramLabel = "NAME", description = "The watched database.")
        private String target;

        Remove(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var workplace = new Workplace(surroundings, options)) {
                if (!workplace.hasStore()) {
                    throw workplace.unknownTarget(target);
                }
                return remove(workplace);
            }
        }

        private void refuseWhileHeld(VarveEvent fact) {
            if (fact instanceof TargetEvent.LeaseRefused refused) {
                throw new CommandFailure(
                        ExitCode.REFUSED,
                        "DATABASE_IN_USE",
                        "no run on " + target,
                        "run " + refused.heldByRun() + " of " + refused.holder().actor() + " ("
                                + ThisMachine.inWords(refused.holder()) + ")",
                        "wait until it has ended, or look: varve diagnose " + target);
            }
        }

        private ExitCode remove(Workplace workplace) {
            try {
                var facts =
                        workplace.recorder().send(new TargetCommand.Retire(TargetCommand.aggregateId(target), target));
                facts.forEach(this::refuseWhileHeld);
            } catch (TargetNotWatched unknown) {
                throw workplace.unknownTarget(target);
            }
            if (options.json()) {
                Json.print(surroundings.out(), Map.of("removed", target));
            } else {
                surroundings.out().println("no longer under watch: " + Printable.text(target) + "; its history stays");
            }
            return ExitCode.DONE;
        }
    }

    static Map<String, Object> document(String name, TargetSettings settings) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", name);
        document.put("tool", settings.tool());
        document.put("config", settings.config());
        document.put("database", settings.database());
        document.put("kind", settings.databaseKind());
        document.put("workdir", settings.workdir());
        document.put("environment", settings.environment());
        document.put("envFile", settings.envFile());
        document.put("python", settings.python());
        document.put("runner", settings.runner());
        document.put("mappings", settings.mappings());
        return document;
    }
}
