package dev.varve.engine.salvage;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A row of the table of contents (Database File Format, section 2.6).
 *
 * @param type {@code table}, {@code index}, {@code view} or {@code trigger}
 * @param root the page where it begins; 0 for what has none
 * @param sql how it was made; {@code null} for what SQLite makes by itself
 */
record SchemaObject(String type, String name, String table, long root, String sql) {

    private static final int COLUMNS = 5;

    static SchemaObject of(List<Object> values, String encoding) throws Malformed {
        if (values.size() != COLUMNS) {
            throw new Malformed("holds a description of " + values.size() + " values");
        }
        var type = text(values.get(0), encoding);
        var name = text(values.get(1), encoding);
        if (type == null || name == null) {
            throw new Malformed("holds a description without a name");
        }
        return new SchemaObject(
                type,
                name,
                text(values.get(2), encoding),
                values.get(3) instanceof Long root ? root : 0,
                text(values.get(4), encoding));
    }

    private static String text(Object value, String encoding) {
        return value instanceof RowValues.StoredText text ? new String(text.bytes(), charset(encoding)) : null;
    }

    private static Charset charset(String encoding) {
        return switch (encoding) {
            case "UTF-16le" -> StandardCharsets.UTF_16LE;
            case "UTF-16be" -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    boolean isTable() {
        return type.equals("table");
    }

    boolean isIndex() {
        return type.equals("index");
    }

    boolean isVirtual() {
        return isTable() && root == 0;
    }

    /** Whether SQLite makes it by itself. */
    boolean isSqlitesOwn() {
        return name.toLowerCase(Locale.ROOT).startsWith("sqlite_");
    }

    String inWords() {
        return type + " " + name;
    }
}
