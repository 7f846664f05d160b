package dev.varve.command.target;

import dev.varve.cli.Home;
import dev.varve.cli.PrivateFiles;
import dev.varve.command.append.Redaction;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.FileBackupMethod;
import dev.varve.engine.backup.postgres.PostgresBackupMethod;
import dev.varve.engine.backup.postgres.PostgresSwapMethod;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.swap.FileSwapMethod;
import dev.varve.engine.swap.SwapMethod;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.alembic.AlembicProject;
import dev.varve.engine.tool.alembic.AlembicTool;
import dev.varve.engine.tool.flyway.FlywayProject;
import dev.varve.engine.tool.flyway.FlywayTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reaches a watched database and its tool as registered: settings from the record, values of variables from the home. */
public final class TargetAccess {

    private final String name;
    private final TargetSettings settings;
    private final Map<String, String> environment;
    private final Map<String, String> surroundings;
    private final Clock clock;

    private TargetAccess(
            String name,
            TargetSettings settings,
            Map<String, String> environment,
            Map<String, String> surroundings,
            Clock clock) {
        this.surroundings = surroundings;
        this.name = name;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * Reads what the home keeps about the target.
     *
     * @param surroundings the environment of this process, which the tool inherits
     * @throws IOException if the file with the variables' values cannot be read
     */
    public static TargetAccess of(
            String name, TargetSettings settings, Home home, Clock clock, Map<String, String> surroundings)
            throws IOException {
        var values = new LinkedHashMap<String, String>();
        if (settings.envFile() != null) {
            values.putAll(EnvironmentFile.read(Path.of(settings.envFile())));
        }
        if (!settings.environment().isEmpty() && Files.exists(home.secrets(name))) {
            values.putAll(EnvironmentFile.read(home.secrets(name)));
        }
        return new TargetAccess(name, settings, values, surroundings, clock);
    }

    /** Keeps the values given by {@code --env}, mode 0600. */
    public static void keep(String name, Map<String, String> values, Home home) throws IOException {
        PrivateFiles.write(home.secrets(name), EnvironmentFile.format(values));
    }

    public String name() {
        return name;
    }

    public TargetSettings settings() {
        return settings;
    }

    public Database database() {
        return url().database(environment);
    }

    /**
     * How the database is backed up and put back, whatever it is.
     *
     * @param vault where its backups lie
     */
    public BackupMethod backups(BackupVault vault) {
        return switch (database()) {
            case FileDatabase file -> new FileBackupMethod(vault, file);
            case PostgresDatabase server -> new PostgresBackupMethod(vault, server, surroundings, clock);
            case Database other ->
                throw new IllegalStateException("no backups of " + other.kind().word());
        };
    }

    /** How a copy takes the database's place, whatever it is. */
    public SwapMethod swap() {
        return switch (database()) {
            case FileDatabase file -> new FileSwapMethod(file, clock);
            case PostgresDatabase server -> new PostgresSwapMethod(server);
            case Database other ->
                throw new IllegalStateException("no copies of " + other.kind().word());
        };
    }

    private DatabaseUrl url() {
        return DatabaseUrl.parse(settings.database(), Path.of(settings.workdir()));
    }

    /** The tool; what it finds names this target and carries none of its secrets. */
    public MigrationTool tool() {
        var redaction = redaction();
        return new AddressedTool(plainTool(), finding -> redaction.ofFinding(finding.about(name)));
    }

    /** The tool as Flyway, which can do more; empty if it is another. */
    public Optional<FlywayTool> flyway() {
        return plainTool() instanceof FlywayTool flyway ? Optional.of(flyway) : Optional.empty();
    }

    private MigrationTool plainTool() {
        var workdir = Path.of(settings.workdir());
        return switch (settings.tool()) {
            case "alembic" ->
                new AlembicTool(
                        new AlembicProject(
                                Path.of(settings.config()),
                                workdir,
                                settings.python(),
                                settings.runner(),
                                settings.mappings(),
                                environment,
                                url().dialect()),
                        database(),
                        surroundings,
                        clock);
            case "flyway" ->
                new FlywayTool(new FlywayProject(Path.of(settings.config()), workdir, environment), database(), clock);
            default -> throw new IllegalStateException("the record names an unknown tool: " + settings.tool());
        };
    }

    /** The names of the variables that the tool gets, without their values. */
    public Set<String> variables() {
        return Set.copyOf(environment.keySet());
    }

    /** Takes the variables' values out of what is recorded; the database's own path, for which a template stands, is no secret. */
    public Redaction redaction() {
        return new Redaction(environment);
    }
}
