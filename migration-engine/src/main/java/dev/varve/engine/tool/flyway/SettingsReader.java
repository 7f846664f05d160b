package dev.varve.engine.tool.flyway;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.configuration.ConfigUtils;
import tools.jackson.core.JacksonException;

/** Reads a project's settings from its file, its folder and its variables, and says which of them are not let through. */
final class SettingsReader {

    private final FlywayProject project;
    private final List<Finding> findings = new ArrayList<>();

    SettingsReader(FlywayProject project) {
        this.project = project;
    }

    FlywaySettings read() {
        var raw = new TreeMap<String, String>();
        if (!Files.exists(project.config())) {
            findings.add(missing("the Flyway configuration", project.config(), "target add … --config PATH"));
            return new FlywaySettings(raw, findings);
        }
        try {
            raw.putAll(fromConfig());
            raw.putAll(ConfigUtils.environmentVariablesToPropertyMap(project.environment()));
        } catch (IOException | JacksonException | FlywayException unreadable) {
            findings.add(Finding.of(
                    FindingCode.CONFIG_NOT_FOUND,
                    Severity.ERROR,
                    "expected Flyway settings in " + project.config() + ", found: "
                            + firstLine(unreadable.getMessage()),
                    "mend the file, then try again"));
        }
        return new FlywaySettings(new SettingsFilter(project, findings).apply(raw), findings);
    }

    private Map<String, String> fromConfig() throws IOException {
        if (Files.isDirectory(project.config())) {
            return Map.of("flyway.locations", "filesystem:" + project.config().toAbsolutePath());
        }
        if (project.config().getFileName().toString().endsWith(".toml")) {
            return new TomlSettings(project.environment()).read(project.config());
        }
        return ConfFile.read(project.config(), project.environment());
    }

    static Finding missing(String what, Path path, String remedy) {
        return new Finding(
                FindingCode.CONFIG_NOT_FOUND,
                Severity.ERROR,
                "expected " + what + " at " + path.toAbsolutePath() + ", found nothing there",
                Map.of("path", path.toAbsolutePath().toString()),
                remedy);
    }

    private static String firstLine(String message) {
        return message == null
                ? "nothing readable"
                : message.lines().findFirst().orElse("");
    }
}
