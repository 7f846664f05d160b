package dev.varve.command.append;

import dev.varve.engine.finding.Finding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Takes known secret values out of whatever is about to be recorded. */
public final class Redaction {

    /** Takes out nothing. */
    public static final Redaction NONE = new Redaction(Map.of());

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonMapper ASCII_JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String IN_ITS_PLACE = "[redacted]";
    private static final String PART_OF_A_WORD = "[\\p{L}\\p{N}_]";

    private final List<String> secrets;
    private final List<Pattern> patterns;

    /** @param variables the target's environment, by name: a name tells whether a short value is a secret */
    public Redaction(Map<String, String> variables) {
        secrets = SecretTexts.in(variables)
                .flatMap(Redaction::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        patterns = secrets.stream().map(Redaction::pattern).toList();
    }

    /** As it is, as it stands in a URL, and as it stands in JSON, with and without escapes for what is not ASCII. */
    private static Stream<String> spellings(String value) {
        var inUrl = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return Stream.of(value, inUrl, inUrl.replace("+", "%20"), inJson(JSON, value), inJson(ASCII_JSON, value));
    }

    private static String inJson(JsonMapper mapper, String value) {
        var quoted = mapper.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** A short value stands in many ordinary words: it is taken out only where it is a word of its own. */
    private static Pattern pattern(String secret) {
        var exactly = Pattern.quote(secret);
        return Pattern.compile(
                secret.length() >= SecretTexts.LONG_ENOUGH_ANYWHERE
                        ? exactly
                        : "(?<!" + PART_OF_A_WORD + ")" + exactly + "(?!" + PART_OF_A_WORD + ")");
    }

    /** The beginning of a longer text without secrets, nor the first half of one that was cut through. */
    public String ofCut(String beginning) {
        var clean = of(beginning);
        var longest = secrets.isEmpty() ? 1 : secrets.getFirst().length();
        return clean.substring(0, Math.max(0, clean.length() - (longest - 1)));
    }

    /** The finding without secrets, evidence included: a tool's own words may carry them. */
    public Finding ofFinding(Finding finding) {
        var evidence = new LinkedHashMap<String, Object>();
        finding.evidence().forEach((name, value) -> evidence.put(name, ofValue(value)));
        return new Finding(finding.code(), finding.severity(), of(finding.message()), evidence, of(finding.remedy()));
    }

    private Object ofValue(Object value) {
        return switch (value) {
            case String text -> of(text);
            case List<?> list -> list.stream().map(this::ofValue).toList();
            case Map<?, ?> map -> {
                var clean = new LinkedHashMap<Object, Object>();
                map.forEach((name, one) -> clean.put(name, ofValue(one)));
                yield clean;
            }
            case null, default -> value;
        };
    }

    /** The text without secrets; {@code null} stays {@code null}. */
    public String of(String text) {
        if (text == null) {
            return null;
        }
        var clean = text;
        for (var pattern : patterns) {
            clean = pattern.matcher(clean).replaceAll(Matcher.quoteReplacement(IN_ITS_PLACE));
        }
        return clean;
    }
}
