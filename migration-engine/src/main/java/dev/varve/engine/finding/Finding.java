package dev.varve.engine.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing found by looking.
 *
 * @param code the stable name
 * @param severity how much it weighs
 * @param message one sentence for a person: what was expected and what was found
 * @param evidence names and values that show it, in the order to print them; values are JSON-like (strings, numbers,
 *     booleans, lists, maps); never a secret, never a row's contents
 * @param remedy what to do next, usually a command to type; {@code null} where nothing needs doing
 */
public record Finding(
        FindingCode code, Severity severity, String message, Map<String, Object> evidence, String remedy) {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<=\\bvarve [a-z]{1,20} )NAME\\b");

    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** A finding without evidence beyond its message. */
    public static Finding of(FindingCode code, Severity severity, String message, String remedy) {
        return new Finding(code, severity, message, Map.of(), remedy);
    }

    /** The same finding for a watched database: its name stands where the remedy's commands say {@code NAME}. */
    public Finding about(String target) {
        var addressed =
                remedy == null ? null : PLACEHOLDER.matcher(remedy).replaceAll(Matcher.quoteReplacement(target));
        return new Finding(code, severity, message, evidence, addressed);
    }

    /** The same finding with another remedy, or none. */
    public Finding remediedBy(String other) {
        return new Finding(code, severity, message, evidence, other);
    }

    /** The same finding with one more piece of evidence, printed last. */
    public Finding with(String name, Object value) {
        var more = new LinkedHashMap<String, Object>(evidence);
        more.put(name, value);
        return new Finding(code, severity, message, more, remedy);
    }
}
