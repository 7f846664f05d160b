package dev.varve.engine.database;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where H2's names become part of SQL, or of what people read. */
final class H2Names {

    private static final Pattern GENERATED =
            Pattern.compile("(?:CONSTRAINT|INDEX)_[0-9A-F]+(?:_[0-9]+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

    private H2Names() {}

    /** A name quoted as an identifier. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String quoted(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    /** As people call it: without its schema if that is the one that every database has. */
    static String called(String schema, String name) {
        return schema.equalsIgnoreCase("PUBLIC") ? name : schema + "." + name;
    }

    /** Whether H2 made the name itself, from a counter: it differs between databases that are the same. */
    static boolean isGenerated(String name) {
        return GENERATED.matcher(name).matches();
    }

    /** In parentheses; names that are no plain words in quotes. */
    static String list(List<String> names) {
        return names.stream().map(H2Names::written).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A name inside a definition. */
    static String written(String name) {
        return PLAIN.matcher(name).matches() ? name : quoted(name);
    }
}
