package dev.varve.engine.tool.alembic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file of {@code KEY=VALUE} lines: {@code export} before, quotes around the value, {@code #} comments on their own line. */
final class EnvironmentFile {

    private EnvironmentFile() {}

    /**
     * @throws IOException if it cannot be read
     */
    static Map<String, String> read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static Map<String, String> parse(String text) {
        var variables = new LinkedHashMap<String, String>();
        for (var line : text.lines().map(String::strip).toList()) {
            var assignment = line.startsWith("export ") ? line.substring(7).strip() : line;
            var equals = assignment.indexOf('=');
            if (equals > 0 && !assignment.startsWith("#")) {
                variables.put(
                        assignment.substring(0, equals).strip(),
                        unquoted(assignment.substring(equals + 1).strip()));
            }
        }
        return variables;
    }

    private static String unquoted(String value) {
        var first = value.isEmpty() ? '\0' : value.charAt(0);
        var closed = value.length() >= 2 && value.charAt(value.length() - 1) == first;
        return closed && (first == '"' || first == '\'') ? value.substring(1, value.length() - 1) : value;
    }
}
