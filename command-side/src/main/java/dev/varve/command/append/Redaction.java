package dev.varve.command.append;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Takes known secret values out of whatever is about to be recorded. */
public final class Redaction {

    /** Shorter values would take ordinary words out of ordinary sentences. */
    private static final int SHORTEST_SECRET = 5;

    private static final String IN_ITS_PLACE = "[redacted]";

    private final List<String> secrets;

    /** @param values the values of the target's environment */
    public Redaction(Collection<String> values) {
        secrets = values.stream()
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text without secrets; {@code null} stays {@code null}. */
    public String of(String text) {
        if (text == null) {
            return null;
        }
        var clean = text;
        for (var secret : secrets) {
            clean = clean.replace(secret, IN_ITS_PLACE);
        }
        return clean;
    }
}
