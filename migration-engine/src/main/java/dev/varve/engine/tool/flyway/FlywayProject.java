package dev.varve.engine.tool.flyway;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where a Flyway project is.
 *
 * @param config a {@code flyway.toml}, a {@code flyway.conf}, or a folder of SQL files
 * @param workdir what relative locations are relative to
 * @param environment the variables that the project is given: {@code FLYWAY_…} as Flyway reads them, and what
 *     {@code ${env.NAME}} in a setting stands for; values may be secrets
 */
public record FlywayProject(Path config, Path workdir, Map<String, String> environment) {

    public FlywayProject {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(workdir, "workdir");
        environment = Map.copyOf(environment);
    }
}
