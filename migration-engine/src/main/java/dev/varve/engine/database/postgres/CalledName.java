package dev.varve.engine.database.postgres;

import java.util.Optional;
import java.util.regex.Pattern;

/** A name as people call it, taken apart again: the way back from {@link PostgresNames#called}. */
record CalledName(String schema, String name) {

    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^.\"]+)";
    private static final Pattern CALLED = Pattern.compile("(?:" + PART + "\\.)?" + PART, Pattern.DOTALL);

    /** Empty if it is no such name. */
    static Optional<CalledName> parse(String called) {
        var parts = CALLED.matcher(called);
        return parts.matches()
                ? Optional.of(new CalledName(
                        parts.group(1) == null ? PostgresNames.PUBLIC : plain(parts.group(1)), plain(parts.group(2))))
                : Optional.empty();
    }

    private static String plain(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    String quoted() {
        return PostgresNames.quoted(schema, name);
    }
}
