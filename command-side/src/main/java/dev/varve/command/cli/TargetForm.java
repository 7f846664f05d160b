package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.command.target.DatabaseUrl;
import dev.varve.command.target.TargetSettings;
import dev.varve.command.target.UnfitDatabasePath;
import dev.varve.command.target.UnsupportedDatabaseUrl;
import dev.varve.engine.tool.ToolKind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was typed to register a database, read and checked: everything that is wrong with it is told at once. */
final class TargetForm {

    /** A name becomes part of paths and of commands that people type. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String name;
    private final TargetOptions typed;
    private final Map<String, String> environment;
    private final ServerSecrets secrets;

    TargetForm(String name, TargetOptions typed) {
        this.name = name;
        this.typed = typed;
        this.environment = environment(typed.assignments);
        this.secrets = new ServerSecrets(typed.database, environment);
        secrets.takePassword();
    }

    /** The variables with their values. */
    Map<String, String> environment() {
        return environment;
    }

    /**
     * As they will be recorded.
     *
     * @throws CommandFailure naming all that is wrong; exit 2
     */
    TargetSettings settings() {
        var bad = new ArrayList<CommandFailure>();
        checkNames(bad);
        checkFiles(bad);
        bad.addAll(secrets.objections());
        var config = typed.config.toAbsolutePath().normalize();
        var folder = typed.workdir != null ? typed.workdir.toAbsolutePath().normalize() : folderOf(config);
        var url = url(folder, bad);
        if (!bad.isEmpty()) {
            throw CommandFailure.together(bad);
        }
        return new TargetSettings(
                typed.tool.word(),
                config.toString(),
                url.absolute(),
                url.kind(),
                folder.toString(),
                environment.keySet().stream().sorted().toList(),
                typed.envFile == null
                        ? null
                        : typed.envFile.toAbsolutePath().normalize().toString(),
                typed.python,
                typed.runner,
                typed.mappings);
    }

    private void checkFiles(List<CommandFailure> bad) {
        var config = typed.config.toAbsolutePath().normalize();
        if (!Files.isReadable(config)) {
            bad.add(usage(
                    "CONFIG_NOT_FOUND",
                    "a readable " + typed.tool.word() + " configuration at " + config,
                    Files.exists(config) ? "one that may not be read" : "nothing there",
                    "name the existing file: --config PATH"));
        }
        if (typed.envFile != null && !Files.isReadable(typed.envFile)) {
            bad.add(usage(
                    "MISSING_ENVIRONMENT",
                    "a readable file at " + typed.envFile.toAbsolutePath(),
                    "none",
                    "name the existing file: --env-file FILE"));
        }
    }

    private static Path folderOf(Path absoluteConfig) {
        return Files.isDirectory(absoluteConfig) ? absoluteConfig : absoluteConfig.getParent();
    }

    private void checkNames(List<CommandFailure> bad) {
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
                        "--env KEY=VALUE with a name of letters, digits and _, and a value on one line",
                        "the variable " + Printable.quoted(key),
                        "use --env-file for the rest"));
            }
        });
    }

    private DatabaseUrl url(Path folder, List<CommandFailure> bad) {
        var unfit = DatabaseUrl.isServer(typed.database)
                ? Optional.<String>empty()
                : UnfitDatabasePath.in(typed.database, typed.tool == ToolKind.ALEMBIC);
        if (unfit.isPresent()) {
            bad.add(
                    usage(
                            "UNSUPPORTED_DATABASE",
                            "a URL from which everybody reads the same file",
                            Printable.text(unfit.get()),
                            "rename the file, or name it through a link: ln -s FILE PLAIN-NAME; or leave 'file:' out of the URL: then '%' and '#' mean themselves"));
            return null;
        }
        try {
            var url = DatabaseUrl.parse(typed.database, folder);
            if (typed.tool == ToolKind.ALEMBIC && url.kind().equals("h2")) {
                bad.add(usage(
                        "UNSUPPORTED_DATABASE",
                        "a SQLite file for Alembic, or a PostgreSQL server",
                        url.kind(),
                        "use --tool flyway for H2, or give Alembic one of these"));
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

    /** Split here and not by the option parser, whose messages would repeat a value that it cannot take apart. */
    private static Map<String, String> environment(List<String> assignments) {
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
}
