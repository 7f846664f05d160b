package dev.varve.cli;

/**
 * Text as it may be shown to a person: what could move the cursor, recolour the terminal, hide or reorder characters is written as a
 * visible escape. Names of tables, error messages and reasons come from elsewhere and pass through here before they are printed.
 */
public final class Printable {

    private Printable() {}

    /**
     * The text on one line, safe on any terminal: control characters (ESC and line feed among them) and format characters (reordering
     * marks, zero-width characters) as {@code \n}, {@code \t}, {@code \e} or a backslash, {@code u} and the number in braces, as in Rust;
     * {@code null} as {@code -}.
     */
    public static String text(Object value) {
        if (value == null) {
            return "-";
        }
        var text = value.toString();
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> appendShown(shown, point));
        return shown.toString();
    }

    /** Likewise, but keeps line feeds, for text of several lines such as a tool's output; carriage returns before them are dropped. */
    public static String lines(String text) {
        var shown = new StringBuilder(text.length());
        var rest = text.replace("\r\n", "\n").split("\n", -1);
        for (int i = 0; i < rest.length; i++) {
            shown.append(i == 0 ? "" : "\n").append(text(rest[i]));
        }
        return shown.toString();
    }

    /** Likewise, but keeps what ends a line or a column, for a whole document such as a report. */
    public static String document(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\r' || point == '\t') {
                shown.appendCodePoint(point);
            } else {
                appendShown(shown, point);
            }
        });
        return shown.toString();
    }

    /** The text in quotation marks, so that an empty name or one that ends in a space is seen. */
    public static String quoted(Object value) {
        return "'" + text(value) + "'";
    }

    /** Whether a terminal shows the character as itself, in its place. */
    static boolean shows(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void appendShown(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            case 0x1b -> shown.append("\\e");
            default -> {
                if (shows(codePoint)) {
                    shown.appendCodePoint(codePoint);
                } else {
                    shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
                }
            }
        }
    }
}
