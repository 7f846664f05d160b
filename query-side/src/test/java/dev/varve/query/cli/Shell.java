package dev.varve.query.cli;

import dev.varve.cli.CommandContribution;
import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Surroundings;
import dev.varve.query.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Types commands as the main would run them, an hour after the noon of the recorded events. */
final class Shell {

    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Command(name = "varve")
    private static final class Root {}

    Shell(Path home) {
        this.home = home;
    }

    /** Runs the command; a failure is thrown as the main would catch it. */
    ExitCode type(String... arguments) {
        out.reset();
        err.reset();
        var line = commandLine();
        var failures = new ArrayList<Exception>();
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            failures.add(exception);
            return 1;
        });
        line.execute(arguments);
        if (!failures.isEmpty() && failures.getFirst() instanceof CommandFailure failure) {
            throw failure;
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("expected a CommandFailure", failures.getFirst());
        }
        ExitCode result =
                line.getParseResult().subcommand().commandSpec().commandLine().getExecutionResult();
        if (result == null) {
            throw new AssertionError("expected the command to run, found: " + err());
        }
        return result;
    }

    CommandLine commandLine() {
        var surroundings = new Surroundings(
                Clock.fixed(Recorder.NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC),
                Map.of("VARVE_HOME", home.toString(), "COLUMNS", "120"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                "test");
        var line = new CommandLine(new Root());
        for (var contribution : ServiceLoader.load(CommandContribution.class)) {
            List<Object> commands = contribution.commands(surroundings);
            commands.forEach(line::addSubcommand);
        }
        return line;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
