package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.alembic.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a Python source into words, as far as revision files need it: names, strings, brackets, logical lines. */
final class PythonTokenizer {

    private final String text;
    private final List<PythonToken> tokens = new ArrayList<>();
    private int at;
    private int lineStart;
    private int depth;

    private PythonTokenizer(String text) {
        this.text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    static List<PythonToken> read(String text) {
        var tokenizer = new PythonTokenizer(text);
        while (tokenizer.at < tokenizer.text.length()) {
            tokenizer.next();
        }
        tokenizer.add(Kind.LINE_END, "", 0);
        return tokenizer.tokens;
    }

    private void next() {
        var c = text.charAt(at);
        if (c == '\n') {
            lineBreak();
        } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            at += 2;
            lineStart = at;
        } else if (c == '#') {
            at = endOfLine();
        } else if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else if (stringBegins()) {
            string();
        } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
            name();
        } else {
            operator(c);
        }
    }

    private void lineBreak() {
        if (depth == 0) {
            add(Kind.LINE_END, "", at - lineStart);
        }
        at++;
        lineStart = at;
    }

    private int endOfLine() {
        var end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void operator(char c) {
        if (c == '(' || c == '[' || c == '{') {
            depth++;
        } else if (c == ')' || c == ']' || c == '}') {
            depth = Math.max(0, depth - 1);
        }
        add(Kind.OPERATOR, String.valueOf(c), at - lineStart);
        at++;
    }

    private void name() {
        var start = at;
        while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) {
            at++;
        }
        add(Kind.NAME, text.substring(start, at), start - lineStart);
    }

    /** Where a quote stands after at most three letters of a prefix such as {@code rb}. */
    private boolean stringBegins() {
        return quoteAfterPrefix() >= 0;
    }

    private int quoteAfterPrefix() {
        for (var i = at; i < text.length() && i <= at + 2; i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\'') {
                return i;
            }
            if ("rRbBuUfF".indexOf(c) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private void string() {
        var column = at - lineStart;
        var opening = quoteAfterPrefix();
        var raw = text.substring(at, opening).toLowerCase(Locale.ROOT).contains("r");
        var one = text.substring(opening, opening + 1);
        var quote = text.startsWith(one.repeat(3), opening) ? one.repeat(3) : one;
        at = opening + quote.length();
        var value = new StringBuilder();
        while (at < text.length() && !text.startsWith(quote, at)) {
            character(value, raw);
        }
        at = Math.min(text.length(), at + quote.length());
        add(Kind.STRING, value.toString(), column);
    }

    private void character(StringBuilder value, boolean raw) {
        var c = text.charAt(at++);
        if (c == '\n') {
            lineStart = at;
        }
        if (c != '\\' || at == text.length()) {
            value.append(c);
            return;
        }
        var escaped = text.charAt(at++);
        if (raw) {
            value.append(c).append(escaped);
        } else {
            value.append(PythonEscapes.of(escaped));
        }
    }

    private void add(Kind kind, String word, int column) {
        tokens.add(new PythonToken(kind, word, column));
    }
}
