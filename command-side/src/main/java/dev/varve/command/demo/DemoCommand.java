package dev.varve.command.demo;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.engine.tool.python.PythonEnvironmentUnavailable;
import dev.varve.engine.tool.python.PythonEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story on samples, from an empty folder, with the real Alembic and with Flyway. */
@Command(
        name = "demo",
        description =
                "The whole story on sample databases, in a folder of its own: look, back up, upgrade, fail, recover.",
        footer = {
            "",
            "Example: varve demo",
            "Without --dir the folder is a new one in the system's temporary folder; it is named, and stays.",
            "Beside it: ~/.cache/varve gets SQLite's library and a private Python environment with Alembic, and",
            "/tmp/varve-locks a small file for each database that a run holds. Nothing else is changed."
        })
public final class DemoCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;
    private final Function<Surroundings, CommandLine> commandLine;

    @Mixin
    private GlobalOptions options;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Play in this empty folder and keep it (default: a new one).")
    private Path folder;

    /** @param commandLine makes the command line that the demonstration types into */
    public DemoCommand(Surroundings surroundings, Function<Surroundings, CommandLine> commandLine) {
        this.surroundings = surroundings;
        this.commandLine = commandLine;
    }

    @Override
    public ExitCode call() throws IOException {
        var where = where();
        var stage = new Stage(surroundings, where.resolve("home"), commandLine, isColoured());
        var out = surroundings.out();
        out.println("Varve's demonstration plays in " + where);
        out.println("It needs Alembic; a private Python environment is made once under "
                + PythonEnvironments.defaultCache());
        try {
            tell(stage, new SampleApplication(where));
        } catch (PythonEnvironmentUnavailable unavailable) {
            throw withoutAlembic(unavailable);
        } catch (DemoFailed failed) {
            throw cutShort(failed, where);
        }
        stage.title("Done");
        stage.say("Everything is in " + where + "; look around with: varve --home " + where.resolve("home")
                + " history --all");
        return ExitCode.DONE;
    }

    private boolean isColoured() {
        return surroundings.terminal()
                && !options.noColor()
                && !surroundings.environment().containsKey("NO_COLOR");
    }

    private void tell(Stage stage, SampleApplication application) throws IOException {
        var out = surroundings.out();
        var python = new PythonEnvironments(
                        PythonEnvironments.defaultCache(), surroundings.environment(), line -> out.println("  " + line))
                .any();
        out.println("  " + python);
        application.install();
        new AlembicStory(stage, application, python.python()).tell();
        new FlywayStory(stage, application).tell();
    }

    private static CommandFailure withoutAlembic(PythonEnvironmentUnavailable unavailable) {
        return new CommandFailure(
                ExitCode.USAGE,
                "TOOL_UNAVAILABLE",
                "to install Alembic into a private Python environment",
                unavailable.getMessage(),
                "let pip or apt reach its registry, or set varve.python.cache in VARVE_JAVA_OPTS");
    }

    private static CommandFailure cutShort(DemoFailed failed, Path where) {
        return new CommandFailure(
                ExitCode.FAULT,
                "DEMO_FAILED",
                "varve " + failed.command() + " to end with exit code " + failed.expected(),
                "exit code " + failed.found(),
                "what it left is in " + where);
    }

    private Path where() throws IOException {
        if (folder == null) {
            return Files.createTempDirectory("varve-demo-").toRealPath();
        }
        Files.createDirectories(folder);
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "FOLDER_NOT_EMPTY",
                        "an empty folder at " + folder.toAbsolutePath(),
                        "one with files in it",
                        "name another: --dir DIR");
            }
        }
        return folder.toRealPath();
    }
}
