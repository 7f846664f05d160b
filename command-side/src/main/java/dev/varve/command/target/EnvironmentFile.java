package dev.varve.command.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Variables in a file, one {@code NAME=VALUE} a line, as {@code docker --env-file} and shells write them: blank lines and
 * lines that begin with {@code #} do not count, {@code export} before the name is allowed, and a value may stand in single or
 * double quotes. Nothing is expanded.
 */
final class EnvironmentFile {

    private EnvironmentFile() {}

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is no assignment (the message names the line, never a value)
     */
    public static Map<String, String> read(Path file) throws IOException {
        var variables = new LinkedHashMap<String, String>();
        var number = 0;
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            var text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            var assignment = text.startsWith("export ") ? text.substring("export ".length()) : text;
            var equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new IOException("expected NAME=VALUE in line " + number + " of " + file + ", found no '='");
            }
            variables.put(
                    assignment.substring(0, equals).strip(),
                    unquoted(assignment.substring(equals + 1).strip()));
        }
        return variables;
    }

    /** The variables in the form that {@link #read} takes. Values with line breaks are refused by the caller. */
    public static String format(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=\"" + variable.getValue() + "\"\n")
                .collect(Collectors.joining());
    }

    private static String unquoted(String value) {
        var quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
