package dev.varve.engine.database.postgres;

import dev.varve.engine.hash.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own text of a definition, where it is not the same twice or too long to be compared by eye. */
final class PostgresText {

    /** {@code IN ('a', 'b')} over {@code varchar}: written so first, and with a cast for each element once it was dumped and restored. */
    private static final Pattern CAST_ARRAY =
            Pattern.compile("\\(ARRAY\\[(?<elements>(?:[^\\[\\]']|'(?:[^']|'')*')*)]\\)::text\\[]");

    private static final Pattern ELEMENT = Pattern.compile("(?:[^',]|'(?:[^']|'')*')+");

    /** What is told of a difference is cut; what is longer begins with its hash, or the cut could hide what differs. */
    private static final int SEEN_WHOLE = 120;

    private static final int HASH_SHOWN = 12;

    private PostgresText() {}

    static String canonical(String definition) {
        var text = CAST_ARRAY
                .matcher(definition)
                .replaceAll(found -> Matcher.quoteReplacement("ARRAY[" + eachCast(found.group(1)) + "]"));
        return text.length() <= SEEN_WHOLE
                ? text
                : "[" + new Sha256().addText(text).hex().substring(0, HASH_SHOWN) + "] " + text;
    }

    private static String eachCast(String elements) {
        List<String> cast = new ArrayList<>();
        ELEMENT.matcher(elements)
                .results()
                .forEach(element -> cast.add("(" + element.group().strip() + ")::text"));
        return String.join(", ", cast);
    }
}
