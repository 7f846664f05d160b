package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.target.DatabaseUrl;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetSettings;
import dev.varve.command.target.UnfitDatabasePath;
import dev.varve.command.target.UnsupportedDatabaseUrl;
import dev.varve.engine.tool.ToolKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Puts a database under watch, or changes how a watched one is reached.",
        footer = {
            "",
            "Example: varve target add chat --tool alembic --config backend/alembic.ini \\",
            "           --database sqlite:////srv/chat/app.db --env 'DATABASE_URL={database}' --env-file .env",
            "{database} becomes the database's URL in SQLAlchemy's form, {path} its file.",
            "An H2 file asks who opens it: --env VARVE_DATABASE_USER=… (default: sa) and",
            "--env VARVE_DATABASE_PASSWORD=… (default: none); its URL carries neither.",
            "A database that does not exist yet is made empty by you, never by Varve: touch /srv/chat/app.db,",
            "for jdbc:h2:file:/srv/shop it is touch /srv/shop.mv.db",
            "Refuses (exit 2): a configuration that does not exist, a URL that is not understood or that has",
            "a setting in it which Varve does not know, a bad name."
        })
final class TargetAddCommand implements Callable<ExitCode> {

    /** A name becomes part of paths and of commands that people type. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "What to call it: letters, digits, '.', '_' and '-'.")
    private String name;

    @Option(names = "--tool", required = true, paramLabel = "alembic|flyway", description = "The migration tool.")
    private ToolKind tool;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "PATH",
            description = "alembic.ini; for Flyway a flyway.toml, a flyway.conf or a folder of SQL files.")
    private Path config;

    @Option(
            names = "--database",
            required = true,
            paramLabel = "URL",
            description =
                    "sqlite:////abs/path, sqlite:///rel/path, jdbc:sqlite:PATH; for Flyway also jdbc:h2:file:PATH.")
    private String database;

    @Option(
            names = "--env",
            paramLabel = "KEY=VALUE",
            description = "A variable for the tool; kept in the home, mode 0600.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--env-file", paramLabel = "FILE", description = "Variables for the tool, read again at each run.")
    private Path envFile;

    @Option(names = "--python", paramLabel = "PATH", description = "The Python that has Alembic (default: looked for).")
    private String python;

    @Option(
            names = "--workdir",
            paramLabel = "DIR",
            description = "Where the tool runs (default: the config's folder).")
    private Path workdir;

    @Option(
            names = "--runner",
            paramLabel = "CMD",
            description = "Runs Python elsewhere, such as 'docker run -i --rm -v /srv:/data IMAGE python'.")
    private String runner;

    @Option(
            names = "--map",
            paramLabel = "HOST:CONTAINER",
            description = "A folder that the runner sees under another path.")
    private List<String> mappings = new ArrayList<>();

    TargetAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() throws IOException {
        var environment = environment();
        var settings = settings(environment);
        try (var workplace = new Workplace(surroundings, options)) {
            if (!environment.isEmpty()) {
                TargetAccess.keep(name, environment, workplace.home());
            }
            var facts = workplace
                    .recorder()
                    .send(new TargetCommand.Register(TargetCommand.aggregateId(name), name, settings));
            print(settings, facts.isEmpty());
            return ExitCode.DONE;
        }
    }

    private TargetSettings settings(Map<String, String> environment) {
        var bad = new ArrayList<CommandFailure>();
        checkNames(environment, bad);
        var absoluteConfig = config.toAbsolutePath().normalize();
        if (!Files.isReadable(absoluteConfig)) {
            bad.add(usage(
                    "CONFIG_NOT_FOUND",
                    "a readable " + tool.word() + " configuration at " + absoluteConfig,
                    Files.exists(absoluteConfig) ? "one that may not be read" : "nothing there",
                    "name the existing file: --config PATH"));
        }
        if (envFile != null && !Files.isReadable(envFile)) {
            bad.add(usage(
                    "MISSING_ENVIRONMENT",
                    "a readable file at " + envFile.toAbsolutePath(),
                    "none",
                    "name the existing file: --env-file FILE"));
        }
        var folder = workdir != null ? workdir.toAbsolutePath().normalize() : folderOf(absoluteConfig);
        var url = url(folder, bad);
        if (!bad.isEmpty()) {
            throw bad.getFirst();
        }
        return new TargetSettings(
                tool.word(),
                absoluteConfig.toString(),
                url.absolute(),
                url.kind(),
                folder.toString(),
                environment.keySet().stream().sorted().toList(),
                envFile == null ? null : envFile.toAbsolutePath().normalize().toString(),
                python,
                runner,
                mappings);
    }

    /** Split here and not by the option parser, whose messages would repeat a value that it cannot take apart. */
    private Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        for (var assignment : assignments) {
            var equals = assignment.indexOf('=');
            if (equals < 1) {
                throw usage("BAD_VARIABLE", "--env KEY=VALUE", "one without a name or '='", "write --env 'KEY=VALUE'");
            }
            environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return environment;
    }

    private static Path folderOf(Path absoluteConfig) {
        return Files.isDirectory(absoluteConfig) ? absoluteConfig : absoluteConfig.getParent();
    }

    private void checkNames(Map<String, String> environment, List<CommandFailure> bad) {
        if (!NAME.matcher(name).matches()) {
            bad.add(usage(
                    "BAD_NAME",
                    "a name of up to 64 letters, digits, '.', '_' and '-'",
                    Printable.quoted(name),
                    "choose a plain name, such as shop"));
        }
        environment.forEach((key, value) -> {
            if (!VARIABLE.matcher(key).matches() || value.contains("\n") || value.contains("\r")) {
                bad.add(usage(
                        "BAD_VARIABLE",
                        "--env KEY=VALUE with a shell's kind of name and a value of one line",
                        "the variable " + Printable.quoted(key),
                        "use --env-file for the rest"));
            }
        });
    }

    private DatabaseUrl url(Path folder, List<CommandFailure> bad) {
        var unfit = UnfitDatabasePath.in(database, tool == ToolKind.ALEMBIC);
        if (unfit.isPresent()) {
            bad.add(
                    usage(
                            "UNSUPPORTED_DATABASE",
                            "a URL from which everybody reads the same file",
                            Printable.text(unfit.get()),
                            "rename the file, or name it through a link: ln -s FILE PLAIN-NAME; without file: '%' and '#' are plain"));
            return null;
        }
        try {
            var url = DatabaseUrl.parse(database, folder);
            if (tool == ToolKind.ALEMBIC && !url.kind().equals("sqlite")) {
                bad.add(usage(
                        "UNSUPPORTED_DATABASE",
                        "a SQLite file for Alembic",
                        url.kind(),
                        "H2 is a database for --tool flyway"));
            }
            return url;
        } catch (InvalidPathException unreadable) {
            bad.add(usage(
                    "UNSUPPORTED_DATABASE",
                    "a path that this locale can write",
                    Printable.text(String.valueOf(unreadable.getMessage())),
                    "run it under a UTF-8 locale, such as LC_ALL=C.UTF-8"));
            return null;
        } catch (UnsupportedDatabaseUrl unsupported) {
            bad.add(usage(
                    "UNSUPPORTED_DATABASE",
                    unsupported.expected(),
                    Printable.text(unsupported.found()),
                    unsupported.remedy()));
            return null;
        }
    }

    private static CommandFailure usage(String code, String expected, String found, String remedy) {
        return new CommandFailure(ExitCode.USAGE, code, expected, found, remedy);
    }

    private void print(TargetSettings settings, boolean nothingNew) {
        if (options.json()) {
            Json.print(surroundings.out(), TargetCommands.document(name, settings));
            return;
        }
        surroundings
                .out()
                .println((nothingNew ? "already under watch: " : "under watch: ") + name + " (" + settings.tool() + ", "
                        + Printable.text(settings.database()) + ")");
        var file = DatabaseUrl.parse(settings.database(), Path.of("/")).path();
        if (settings.databaseKind().equals("sqlite") && Files.notExists(file)) {
            surroundings
                    .err()
                    .println("  note: expected a database at " + Printable.text(file) + ", found no such file;"
                            + " check the path, or for a new database make the empty file yourself (touch)");
        }
        surroundings.out().println("next: varve diagnose " + name);
    }
}
