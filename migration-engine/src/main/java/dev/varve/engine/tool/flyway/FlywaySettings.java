package dev.varve.engine.tool.flyway;

import dev.varve.engine.finding.Finding;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings that Flyway is given, under Flyway's own names such as {@code flyway.locations}.
 *
 * @param properties sorted by name
 * @param findings what was wrong with them; an ERROR among them forbids running
 */
record FlywaySettings(Map<String, String> properties, List<Finding> findings) {

    FlywaySettings {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        findings = List.copyOf(findings);
    }

    String get(String name, String otherwise) {
        return properties.getOrDefault("flyway." + name, otherwise);
    }

    boolean is(String name, boolean otherwise) {
        return Boolean.parseBoolean(get(name, Boolean.toString(otherwise)));
    }

    String historyTable() {
        return get("table", "flyway_schema_history");
    }

    /** The history table as a schema may name it: alone, or in each of the schemas that the project names. */
    List<String> historyTables() {
        var schemas = get("defaultSchema", "") + "," + get("schemas", "");
        var named = Arrays.stream(schemas.split(",", -1))
                .map(String::strip)
                .filter(schema -> !schema.isEmpty())
                .map(schema -> schema + "." + historyTable());
        return Stream.concat(Stream.of(historyTable()), named).distinct().toList();
    }
}
