package dev.varve.command.bundle;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Error messages that say what is wrong and quote nothing but names. Any other may quote a value (a trigger's own words, a CHECK, an
 * error of the script) and is left out.
 */
final class PlainMessages {

    private static final Pattern PLAIN = Pattern.compile("(database is locked|database or disk is full|disk I/O error"
            + "|attempt to write a readonly database|FOREIGN KEY constraint failed|database disk image is malformed"
            + "|unable to open database file|cannot start a transaction within a transaction)");
    private static final List<Pattern> NAMING = List.of(
            Pattern.compile("((?:UNIQUE|NOT NULL) constraint failed: )([\\w., ]+)"),
            Pattern.compile("((?:no such table|no such column|duplicate column name): )([\\w.]+)"),
            Pattern.compile("((?:table|index) )\"?(\\w+)\"?(?: already exists)"));

    private static final Pattern NAME = Pattern.compile("\\w+");

    private final KnownNames names;

    PlainMessages(KnownNames names) {
        this.names = names;
    }

    String of(String message) {
        if (message == null) {
            return null;
        }
        var plain = PLAIN.matcher(message);
        if (plain.find()) {
            return plain.group(1);
        }
        return NAMING.stream()
                .map(pattern -> pattern.matcher(message))
                .filter(Matcher::find)
                .map(this::named)
                .findFirst()
                .orElse(leftOut(message));
    }

    private String named(Matcher found) {
        return found.group(1)
                + NAME.matcher(found.group(2)).replaceAll(name -> names.isObject(name.group()) ? name.group() : "?");
    }

    static String leftOut(String text) {
        return "[left out: " + text.length() + " characters]";
    }
}
