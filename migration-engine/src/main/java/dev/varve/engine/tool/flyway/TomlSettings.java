package dev.varve.engine.tool.flyway;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * Reads {@code flyway.toml}: what stands under {@code [flyway]}, lists joined by commas, and over it the
 * {@code [environments.NAME]} that {@code flyway.environment} names.
 */
final class TomlSettings {

    private final Map<String, String> variables;

    TomlSettings(Map<String, String> variables) {
        this.variables = variables;
    }

    Map<String, String> read(Path file) {
        var tree = new TomlMapper().readTree(file);
        var settings = new TreeMap<String, String>();
        for (var entry : tree.properties()) {
            if (entry.getKey().equals("flyway")) {
                flatten("flyway", entry.getValue(), settings);
            } else if (!entry.getKey().equals("environments")) {
                flatten(entry.getKey(), entry.getValue(), settings);
            }
        }
        var environment = settings.getOrDefault("flyway.environment", "default");
        flatten("flyway", tree.path("environments").path(environment).path("flyway"), settings);
        flatten("flyway", withoutFlyway(tree.path("environments").path(environment)), settings);
        settings.remove("flyway.environment");
        return settings;
    }

    private static JsonNode withoutFlyway(JsonNode environment) {
        return environment.isObject() ? environment.deepCopy().asObject().without("flyway") : environment;
    }

    private void flatten(String name, JsonNode value, Map<String, String> settings) {
        if (value.isObject()) {
            value.properties().forEach(entry -> flatten(name + "." + entry.getKey(), entry.getValue(), settings));
        } else if (value.isArray()) {
            var joined = value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
            settings.put(name, Variables.replaced(joined, variables));
        } else if (!value.isMissingNode()) {
            settings.put(name, Variables.replaced(value.asString(), variables));
        }
    }
}
