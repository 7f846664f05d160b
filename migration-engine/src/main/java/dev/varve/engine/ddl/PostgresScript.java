package dev.varve.engine.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a script into its statements, each on one line in lower case and fit to be searched for keywords: comments are gone, every
 * literal is {@code ?}, and a quoted name is written {@code q_name}, so that no name is taken for a keyword
 * (<a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">PostgreSQL's lexical rules</a>).
 */
final class PostgresScript {

    private final String text;
    private final StringBuilder statement = new StringBuilder();
    private final List<String> statements = new ArrayList<>();
    private int at;

    private PostgresScript(String text) {
        this.text = text;
    }

    static List<String> statements(String script) {
        var cut = new PostgresScript(script);
        while (cut.at < script.length()) {
            cut.next(script.charAt(cut.at));
        }
        cut.end();
        return cut.statements;
    }

    private void next(char character) {
        if (text.startsWith("--", at)) {
            at = after("\n", at + 2);
            blank();
        } else if (text.startsWith("/*", at)) {
            at = afterComment();
            blank();
        } else if (character == '\'') {
            literal(afterQuoted('\'', isEscaping()));
        } else if (character == '"') {
            name();
        } else if (character == '$' && dollarTag() != null) {
            var tag = dollarTag();
            literal(after(tag, at + tag.length()));
        } else if (character == ';') {
            at++;
            end();
        } else {
            at++;
            plain(character);
        }
    }

    private void plain(char character) {
        if (Character.isWhitespace(character)) {
            blank();
        } else {
            statement.append(Character.toString(character).toLowerCase(Locale.ROOT));
        }
    }

    private void blank() {
        if (!statement.isEmpty() && statement.charAt(statement.length() - 1) != ' ') {
            statement.append(' ');
        }
    }

    private void literal(int end) {
        at = end;
        statement.append('?');
    }

    private void name() {
        var end = afterQuoted('"', false);
        var inside = text.substring(at + 1, Math.max(at + 1, end - 1));
        statement.append("q_").append(inside.replaceAll("\\W", "_"));
        at = end;
    }

    /** {@code E'…'} knows backslashes. */
    private boolean isEscaping() {
        return at > 0
                && Character.toLowerCase(text.charAt(at - 1)) == 'e'
                && (at == 1 || !isNamePart(text.charAt(at - 2)));
    }

    private int afterQuoted(char quote, boolean escapes) {
        for (var end = at + 1; end < text.length(); end++) {
            if (escapes && text.charAt(end) == '\\') {
                end++;
            } else if (text.charAt(end) == quote) {
                if (end + 1 == text.length() || text.charAt(end + 1) != quote) {
                    return end + 1;
                }
                end++;
            }
        }
        return text.length();
    }

    /** {@code $$} or {@code $tag$}; {@code null} for a parameter or part of a name. */
    private String dollarTag() {
        if (at > 0 && isNamePart(text.charAt(at - 1))) {
            return null;
        }
        var end = at + 1;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        var isTag = end < text.length() && text.charAt(end) == '$' && !Character.isDigit(text.charAt(at + 1));
        return isTag ? text.substring(at, end + 1) : null;
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    /** Comments of PostgreSQL nest. */
    private int afterComment() {
        var depth = 0;
        var end = at;
        do {
            if (text.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else if (text.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else {
                end++;
            }
        } while (depth > 0 && end < text.length());
        return Math.min(end, text.length());
    }

    private int after(String mark, int from) {
        var found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private void end() {
        var whole = statement.toString().strip();
        if (!whole.isEmpty()) {
            statements.add(whole);
        }
        statement.setLength(0);
    }
}
