package dev.varve.command.cli;

import dev.varve.cli.CommandContribution;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Puts the command line together: this module's commands and those that others contribute. */
public final class CommandLines {

    private static final int WIDTH = 100;

    private CommandLines() {}

    @Command(
            name = "varve",
            description = "The flight recorder and safety harness for database schema migrations.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Begin with: varve demo",
                "Then: varve target add NAME --tool alembic --config alembic.ini --database sqlite:////abs/app.db",
                "      varve diagnose NAME && varve upgrade NAME",
                "",
                "Exit codes: 0 done, 1 a fault of Varve, 2 usage, 3 migrations pending, 4 refused,",
                "  5 failed and unchanged, 6 needs recovery, 7 proof failed, 130 interrupted."
            })
    static final class Root {}

    /** The whole command line, ready to execute; what it returns is the exit code. */
    public static CommandLine of(Surroundings surroundings) {
        var line = new CommandLine(new Root()).addMixin("options", new GlobalOptions());
        var target = new CommandLine(new TargetCommands.Group()).addMixin("options", new GlobalOptions());
        target.addSubcommand(new TargetAddCommand(surroundings))
                .addSubcommand(new TargetCommands.List(surroundings))
                .addSubcommand(new TargetCommands.Show(surroundings))
                .addSubcommand(new TargetCommands.Remove(surroundings));
        var store = new CommandLine(new StoreCommands.Group()).addMixin("options", new GlobalOptions());
        store.addSubcommand(new StoreCommands.Prepare(surroundings))
                .addSubcommand(new StoreCommands.Copy(surroundings));
        line.addSubcommand(target)
                .addSubcommand(store)
                .addSubcommand(tokens(surroundings))
                .addSubcommand(users(surroundings))
                .addSubcommand(new DiagnoseCommand(surroundings))
                .addSubcommand(new GateCommand(surroundings))
                .addSubcommand(new PlanCommand(surroundings))
                .addSubcommand(new BackupCommand(surroundings))
                .addSubcommand(new BackupsCommand(surroundings))
                .addSubcommand(new RehearseCommand(surroundings))
                .addSubcommand(new UpgradeCommand(surroundings))
                .addSubcommand(new DowngradeCommand(surroundings))
                .addSubcommand(new StampCommand(surroundings))
                .addSubcommand(new RepairCommand(surroundings))
                .addSubcommand(new RecoverCommand(surroundings))
                .addSubcommand(new RestoreCommand(surroundings))
                .addSubcommand(new DiagnosticsCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings, CommandLines::of))
                .addSubcommand(new SimulateCommand(surroundings))
                .addSubcommand(new VersionCommand(surroundings));
        for (var contribution : ServiceLoader.load(CommandContribution.class)) {
            contribution.commands(surroundings).forEach(line::addSubcommand);
        }
        everywhere(line, surroundings.version());
        return line.setExecutionStrategy(CommandLines::runLast)
                .setExecutionExceptionHandler(new FailurePrinter(surroundings))
                .setParameterExceptionHandler(new UsagePrinter(surroundings))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    }

    private static CommandLine tokens(Surroundings surroundings) {
        return new CommandLine(new TokenCommands.Group())
                .addMixin("options", new GlobalOptions())
                .addSubcommand(new TokenCommands.Issue(surroundings))
                .addSubcommand(new TokenCommands.ListAll(surroundings))
                .addSubcommand(new TokenCommands.Revoke(surroundings));
    }

    private static CommandLine users(Surroundings surroundings) {
        return new CommandLine(new UserCommands.Group())
                .addMixin("options", new GlobalOptions())
                .addSubcommand(new UserCommands.Add(surroundings))
                .addSubcommand(new UserCommands.ChangeRole(surroundings))
                .addSubcommand(new UserCommands.ChangePassword(surroundings))
                .addSubcommand(new UserCommands.Remove(surroundings))
                .addSubcommand(new UserCommands.ListAll(surroundings));
    }

    private static void everywhere(CommandLine line, String version) {
        line.getCommandSpec().mixinStandardHelpOptions(true).version("varve " + version);
        line.getCommandSpec().usageMessage().width(WIDTH);
        line.getSubcommands().values().forEach(command -> everywhere(command, version));
    }

    private static int runLast(CommandLine.ParseResult parsed) {
        var help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        var last = parsed;
        while (last.hasSubcommand()) {
            carryOver(last.commandSpec(), last.subcommand().commandSpec());
            last = last.subcommand();
        }
        var command = last.commandSpec().commandLine();
        if (!(command.getCommand() instanceof Callable<?>)) {
            throw new CommandLine.ParameterException(command, "expected a command, found none");
        }
        try {
            new CommandLine.RunLast().execute(parsed);
        } catch (Error fault) {
            throw new CommandLine.ExecutionException(command, "Varve could not go on: " + fault, fault);
        }
        return command.<ExitCode>getExecutionResult().code();
    }

    /** Global options that stand before a command's name are the command's. */
    private static void carryOver(CommandSpec outer, CommandSpec inner) {
        globalOptions(outer).ifPresent(before -> globalOptions(inner).ifPresent(after -> after.completeFrom(before)));
    }

    private static Optional<GlobalOptions> globalOptions(CommandSpec command) {
        return command.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(GlobalOptions.class::isInstance)
                .map(GlobalOptions.class::cast)
                .findFirst();
    }
}
