package dev.varve.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a record's javadoc says, read from its source.
 *
 * @param sentence what stands before the tags
 * @param fields what the {@code @param} tags say, by field
 */
record RecordJavadoc(String sentence, Map<String, String> fields) {

    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link|literal) ([^}]*)}");

    /**
     * The javadoc of that record.
     *
     * @throws IllegalArgumentException if it has none
     */
    static RecordJavadoc of(Class<?> type, String source) {
        var comment = Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public )?record " + type.getSimpleName() + "\\(", Pattern.DOTALL);
        var found = comment.matcher(source);
        if (!found.find()) {
            throw new IllegalArgumentException("expected a javadoc comment on " + type.getName() + ", found none");
        }
        var parts = plain(found.group(1)).split(" @param ", -1);
        var fields = new LinkedHashMap<String, String>();
        for (int part = 1; part < parts.length; part++) {
            var words = parts[part].split(" ", 2);
            fields.put(words[0], words[1]);
        }
        return new RecordJavadoc(parts[0], fields);
    }

    private static String plain(String comment) {
        var line = comment.replaceAll("\\n\\s*\\*", " ").replaceAll("\\s+", " ").strip();
        return TAG.matcher(line).replaceAll("`$1`");
    }
}
