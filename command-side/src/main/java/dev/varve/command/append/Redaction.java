package dev.varve.command.append;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Takes known secret values out of whatever is about to be recorded. */
public final class Redaction {

    /** Shorter values would take ordinary words out of ordinary sentences. */
    private static final int SHORTEST_SECRET = 5;

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonMapper ASCII_JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String IN_ITS_PLACE = "[redacted]";

    private final List<String> secrets;

    /** @param values the values of the target's environment */
    public Redaction(Collection<String> values) {
        secrets = values.stream()
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .flatMap(Redaction::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** As it is, and as it stands in JSON, with and without escapes for what is not ASCII. */
    private static Stream<String> spellings(String value) {
        return Stream.of(value, inJson(JSON, value), inJson(ASCII_JSON, value));
    }

    private static String inJson(JsonMapper mapper, String value) {
        var quoted = mapper.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** The beginning of a longer text without secrets, nor the first half of one that was cut through. */
    public String ofCut(String beginning) {
        var clean = of(beginning);
        var longest = secrets.isEmpty() ? 1 : secrets.getFirst().length();
        return clean.substring(0, Math.max(0, clean.length() - (longest - 1)));
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
