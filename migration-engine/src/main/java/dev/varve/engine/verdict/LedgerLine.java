package dev.varve.engine.verdict;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** A line of the ledger, as far as its beginning tells: {@code sql} comes last and may be cut off. */
record LedgerLine(Map<String, Object> fields) {

    private static final JsonMapper JSON = new JsonMapper();

    static LedgerLine of(String beginning) {
        var fields = new HashMap<String, Object>();
        try (var parser = JSON.createParser(beginning)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                fields.put(name, value(parser.nextToken(), parser.getString()));
            }
        } catch (JacksonException cut) {
            cutSql(beginning, fields);
        }
        return new LedgerLine(fields);
    }

    private static Object value(JsonToken token, String text) {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> Integer.valueOf(text);
            case VALUE_NULL -> null;
            default -> text;
        };
    }

    /** Escapes stay as they are: only its first words matter. */
    private static void cutSql(String beginning, Map<String, Object> fields) {
        var mark = "\"sql\":";
        var at = beginning.indexOf(mark);
        var quote = at < 0 ? -1 : beginning.indexOf('"', at + mark.length());
        if (quote >= 0) {
            fields.putIfAbsent("sql", beginning.substring(quote + 1).replace("\\n", "\n"));
        }
    }

    String event() {
        return text("event") == null ? "" : text("event");
    }

    String text(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    Boolean truth(String name) {
        return fields.get(name) instanceof Boolean truth ? truth : null;
    }

    int number(String name) {
        return fields.get(name) instanceof Integer number ? number : 0;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(truth(name));
    }
}
