package dev.varve.engine.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQLite's SQL into tokens, as its own tokenizer does (<a href="https://www.sqlite.org/lang_keywords.html">quoting
 * rules</a>). Text that ends inside a quote or a comment ends the token there: what SQLite stored is never refused.
 */
final class SqlTokenizer {

    private static final List<String> LONG_SYMBOLS =
            List.of("->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "==", "!=");

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlTokenizer(String sql) {
        this.sql = sql;
    }

    static List<SqlToken> tokens(String sql) {
        var tokenizer = new SqlTokenizer(sql);
        while (tokenizer.at < sql.length()) {
            tokenizer.next();
        }
        return tokenizer.tokens;
    }

    private void next() {
        var character = sql.charAt(at);
        if (Character.isWhitespace(character)) {
            at++;
        } else if (sql.startsWith("--", at)) {
            at = endOf("\n", at + 2);
        } else if (sql.startsWith("/*", at)) {
            at = endOf("*/", at + 2);
        } else {
            token(character);
        }
    }

    private void token(char character) {
        switch (character) {
            case '"', '`' -> add(SqlToken.Kind.QUOTED, quoted(character, character));
            case '[' -> add(SqlToken.Kind.QUOTED, quoted('[', ']'));
            case '\'' -> add(SqlToken.Kind.STRING, quoted('\'', '\''));
            default -> {
                if (isBlob()) {
                    at++;
                    add(SqlToken.Kind.BLOB, quoted('\'', '\''));
                } else if (startsNumber(character)) {
                    add(SqlToken.Kind.NUMBER, number());
                } else if (isNamePart(character)) {
                    add(SqlToken.Kind.WORD, word());
                } else {
                    add(SqlToken.Kind.SYMBOL, symbol());
                }
            }
        }
    }

    private void add(SqlToken.Kind kind, String text) {
        tokens.add(new SqlToken(kind, text));
    }

    private int endOf(String mark, int from) {
        var end = sql.indexOf(mark, from);
        return end < 0 ? sql.length() : end + mark.length();
    }

    /** Reads up to the closing quote; a doubled closing quote stands for itself, save in brackets. */
    private String quoted(char open, char close) {
        var text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            var character = sql.charAt(at);
            if (character != close) {
                text.append(character);
            } else if (open == close && at + 1 < sql.length() && sql.charAt(at + 1) == close) {
                text.append(close);
                at++;
            } else {
                at++;
                break;
            }
        }
        return text.toString();
    }

    private boolean isBlob() {
        var character = sql.charAt(at);
        return (character == 'x' || character == 'X') && at + 1 < sql.length() && sql.charAt(at + 1) == '\'';
    }

    private boolean startsNumber(char character) {
        var followed = at + 1 < sql.length() && isDigit(sql.charAt(at + 1));
        return isDigit(character) || (character == '.' && followed);
    }

    private String number() {
        var start = at;
        while (at < sql.length() && (isNamePart(sql.charAt(at)) || sql.charAt(at) == '.' || isExponentSign())) {
            at++;
        }
        return sql.substring(start, at);
    }

    private boolean isExponentSign() {
        var character = sql.charAt(at);
        var before = at > 0 ? sql.charAt(at - 1) : ' ';
        return (character == '+' || character == '-') && (before == 'e' || before == 'E');
    }

    private String word() {
        var start = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        return sql.substring(start, at);
    }

    private String symbol() {
        for (var symbol : LONG_SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                at += symbol.length();
                return symbol;
            }
        }
        return String.valueOf(sql.charAt(at++));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isNamePart(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || isDigit(character)
                || character == '_'
                || character == '$'
                || character > 127;
    }
}
