package dev.varve.engine.database;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One token of SQLite's SQL, comments and white space left out.
 *
 * @param kind what it is
 * @param text for a quoted identifier or a string the text between the quotes, unescaped; otherwise as written
 */
record SqlToken(Kind kind, String text) {

    /** The kinds that matter for comparing. */
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        BLOB,
        NUMBER,
        SYMBOL
    }

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_$]*");

    static SqlToken word(String text) {
        return new SqlToken(Kind.WORD, text);
    }

    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.STRING;
    }

    /** As it is compared: names and keywords without case and needless quotes, one spelling an operator. */
    String canonical() {
        return switch (kind) {
            case WORD, NUMBER -> lower(text);
            case QUOTED -> canonicalName(text);
            case STRING -> "'" + text.replace("'", "''") + "'";
            case BLOB -> "x'" + lower(text) + "'";
            case SYMBOL -> canonicalSymbol();
        };
    }

    private String canonicalSymbol() {
        return switch (text) {
            case "==" -> "=";
            case "!=" -> "<>";
            default -> text;
        };
    }

    /** A name without case (SQLite folds ASCII alone) and without quotes unless it needs them. */
    static String canonicalName(String name) {
        var folded = lower(name);
        return PLAIN_NAME.matcher(folded).matches() ? folded : "\"" + folded.replace("\"", "\"\"") + "\"";
    }

    private static String lower(String text) {
        if (text.chars().allMatch(character -> character < 128)) {
            return text.toLowerCase(Locale.ROOT);
        }
        var folded = new StringBuilder(text.length());
        text.chars().forEach(character -> folded.append((char) foldAscii(character)));
        return folded.toString();
    }

    private static int foldAscii(int character) {
        return character >= 'A' && character <= 'Z' ? character + 32 : character;
    }
}
