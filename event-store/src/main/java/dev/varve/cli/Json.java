package dev.varve.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The contract's JSON: one document, names in camelCase and in the order in which they are declared, {@code null} written, times in
 * RFC 3339, enums by name. Always UTF-8, whatever the terminal's encoding; characters that a terminal would obey are escaped.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    /** Writes the document and a line feed, and flushes. */
    public static void print(PrintStream out, Object document) {
        write(out, text(document) + "\n");
        out.flush();
    }

    /**
     * Writes an array whose elements are handed over one after the other, so that a long one need not fit into memory.
     *
     * @param elements is given the consumer to hand them to
     */
    public static void printArray(PrintStream out, Consumer<Consumer<Object>> elements) {
        var separator = new AtomicReference<>("[ ");
        elements.accept(element -> write(out, separator.getAndSet(", ") + text(element)));
        write(out, separator.get().equals("[ ") ? "[ ]\n" : " ]\n");
        out.flush();
    }

    /** The document as text, indented. */
    public static String text(Object document) {
        return escaped(MAPPER.writeValueAsString(document));
    }

    /** The document in one line. */
    public static String line(Object document) {
        return escaped(
                MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document));
    }

    /** The value as the tree of maps, lists, strings, numbers and booleans that it is written as. */
    public static Object tree(Object value) {
        return MAPPER.convertValue(value, Object.class);
    }

    private static void write(PrintStream out, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
    }

    /** The JSON text as the tree of maps, lists, strings, numbers and booleans that it stands for. */
    public static Object parse(String json) {
        return MAPPER.readValue(json, Object.class);
    }

    /** Outside strings a document holds printable ASCII and white space only, so what is escaped here stands inside a string. */
    private static String escaped(String json) {
        var escaped = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (point == '\n' || point == '\r' || Printable.shows(point)) {
                escaped.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    escaped.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return escaped.toString();
    }
}
