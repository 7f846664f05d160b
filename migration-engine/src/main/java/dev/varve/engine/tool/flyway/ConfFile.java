package dev.varve.engine.tool.flyway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads {@code flyway.conf}: Java properties in UTF-8, backslashes kept, as Flyway reads them. */
final class ConfFile {

    private ConfFile() {}

    static Map<String, String> read(Path file, Map<String, String> environment) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var settings = new TreeMap<String, String>();
        for (var name : properties.stringPropertyNames()) {
            settings.put(name, Variables.replaced(properties.getProperty(name), environment));
        }
        return settings;
    }
}
