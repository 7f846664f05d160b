package dev.varve.engine.database;

import java.util.ArrayList;
import java.util.List;

/** A place in a list of tokens, moving forward only. Reading past the end yields an empty symbol. */
final class SqlTokens {

    private static final SqlToken END = new SqlToken(SqlToken.Kind.SYMBOL, "");

    private final List<SqlToken> tokens;
    private int at;

    SqlTokens(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    boolean hasMore() {
        return at < tokens.size();
    }

    SqlToken peek() {
        return peek(0);
    }

    SqlToken peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
    }

    SqlToken next() {
        var token = peek();
        at++;
        return token;
    }

    /** Whether the next tokens are these keywords; if so they are read. */
    boolean accept(String... keywords) {
        for (var i = 0; i < keywords.length; i++) {
            if (!peek(i).isWord(keywords[i])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    boolean atGroup() {
        return peek().isSymbol("(");
    }

    /** The tokens between this parenthesis and the one that closes it; both are read. Empty if there is none. */
    List<SqlToken> group() {
        var inner = new ArrayList<SqlToken>();
        if (!atGroup()) {
            return inner;
        }
        next();
        for (var depth = 1; hasMore(); ) {
            var token = next();
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")") && --depth == 0) {
                break;
            }
            inner.add(token);
        }
        return inner;
    }

    List<SqlToken> rest() {
        var rest = at < tokens.size() ? List.copyOf(tokens.subList(at, tokens.size())) : List.<SqlToken>of();
        at = tokens.size();
        return rest;
    }

    /** The list cut at its commas, those inside parentheses not counted. */
    static List<List<SqlToken>> atCommas(List<SqlToken> tokens) {
        var parts = new ArrayList<List<SqlToken>>();
        var part = new ArrayList<SqlToken>();
        var depth = 0;
        for (var token : tokens) {
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                parts.add(part);
                part = new ArrayList<>();
            } else {
                part.add(token);
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
