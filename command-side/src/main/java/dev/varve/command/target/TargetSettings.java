package dev.varve.command.target;

import dev.varve.events.TargetEvent.TargetReconfigured;
import dev.varve.events.TargetEvent.TargetRegistered;
import java.util.List;

/**
 * How a watched database and its tool are reached. Names of environment variables only, never values.
 *
 * @param tool {@code alembic} or {@code flyway}
 * @param config absolute path of the tool's configuration, or of a folder of scripts
 * @param database the URL, absolute and without a password
 * @param databaseKind {@code sqlite}, {@code h2} or {@code postgresql}
 * @param workdir the folder in which the tool runs
 * @param environment names of variables whose values stand in the home's secrets
 * @param envFile a file of variables read at each run; {@code null} if none
 * @param python the interpreter; {@code null} to look for one
 * @param runner the command that runs the interpreter elsewhere; {@code null} if none
 * @param mappings {@code HOST:CONTAINER} path pairs for the runner
 */
public record TargetSettings(
        String tool,
        String config,
        String database,
        String databaseKind,
        String workdir,
        List<String> environment,
        String envFile,
        String python,
        String runner,
        List<String> mappings) {

    public TargetSettings {
        environment = List.copyOf(environment);
        mappings = List.copyOf(mappings);
    }

    static TargetSettings of(TargetRegistered fact) {
        return new TargetSettings(
                fact.tool(),
                fact.config(),
                fact.database(),
                fact.databaseKind(),
                fact.workdir(),
                fact.environment(),
                fact.envFile(),
                fact.python(),
                fact.runner(),
                fact.mappings());
    }

    static TargetSettings of(TargetReconfigured fact) {
        return new TargetSettings(
                fact.tool(),
                fact.config(),
                fact.database(),
                fact.databaseKind(),
                fact.workdir(),
                fact.environment(),
                fact.envFile(),
                fact.python(),
                fact.runner(),
                fact.mappings());
    }

    TargetRegistered registered(String target) {
        return new TargetRegistered(
                target, tool, config, database, databaseKind, workdir, environment, envFile, python, runner, mappings);
    }

    TargetReconfigured reconfigured(String target) {
        return new TargetReconfigured(
                target, tool, config, database, databaseKind, workdir, environment, envFile, python, runner, mappings);
    }
}
