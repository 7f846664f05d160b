package dev.varve.command.cli;

import dev.varve.engine.tool.ToolKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a database and its tool are reached, as typed. */
final class TargetOptions {

    @Option(names = "--tool", required = true, paramLabel = "alembic|flyway", description = "The migration tool.")
    ToolKind tool;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "PATH",
            description = "alembic.ini; for Flyway a flyway.toml, a flyway.conf or a folder of SQL files.")
    Path config;

    @Option(
            names = "--database",
            required = true,
            paramLabel = "URL",
            description =
                    "sqlite:////abs/path, sqlite:///rel/path, jdbc:sqlite:PATH, postgresql://ROLE:PASSWORD@HOST/NAME; for Flyway also jdbc:h2:file:PATH.")
    String database;

    @Option(
            names = "--env",
            paramLabel = "KEY=VALUE",
            description = "A variable for the tool; kept in the home, mode 0600.")
    List<String> assignments = new ArrayList<>();

    @Option(names = "--env-file", paramLabel = "FILE", description = "Variables for the tool, read again at each run.")
    Path envFile;

    @Option(names = "--python", paramLabel = "PATH", description = "The Python that has Alembic (default: looked for).")
    String python;

    @Option(
            names = "--workdir",
            paramLabel = "DIR",
            description = "Where the tool runs (default: the config's folder).")
    Path workdir;

    @Option(
            names = "--runner",
            paramLabel = "CMD",
            description = "Runs Python elsewhere, such as 'docker run -i --rm -v /srv:/data IMAGE python'.")
    String runner;

    @Option(
            names = "--map",
            paramLabel = "HOST:CONTAINER",
            description = "A folder that the runner sees under another path.")
    List<String> mappings = new ArrayList<>();
}
