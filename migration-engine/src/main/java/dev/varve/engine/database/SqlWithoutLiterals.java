package dev.varve.engine.database;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * SQL that can be shown to a stranger: strings, numbers, blobs and comments are gone. Of words and quoted names only those stay that
 * cannot be a value: names that are known, what must be a name where it stands, and the words of SQL itself. SQLite takes
 * {@code "text"}, and after DEFAULT a bare word, for a string where no such name exists (sqlite.org/quirks.html, section 8).
 */
public final class SqlWithoutLiterals {

    private static final String LEFT_OUT = "?";
    private static final Set<String> NAMES_FOLLOW = Set.of(
            "table", "index", "into", "from", "update", "join", "column", "references", "view", "trigger", "exists");
    private static final Set<String> DEFINING = Set.of("create", "alter", "drop");
    private static final Set<String> WORDS = Set.of(
            ("abort action add after all alter always analyze and as asc autoincrement before begin between by cascade case"
                            + " cast check collate column commit conflict constraint create cross current_date current_time"
                            + " current_timestamp default deferrable deferred delete desc distinct do drop each else end escape"
                            + " except exclusive exists fail false filter following for foreign from full generated glob group"
                            + " having if ignore immediate in index initially inner insert instead intersect into is isnull join"
                            + " key left like limit match natural no not nothing notnull null of offset on or order outer over"
                            + " partition pragma preceding primary raise range recursive references release rename replace"
                            + " restrict returning right rollback row rows savepoint select set strict table temp temporary then"
                            + " to transaction trigger true unbounded union unique update using vacuum values view virtual when"
                            + " where window with without rowid foreign_keys legacy_alter_table")
                    .split(" "));

    private final Predicate<String> known;

    /** @param known tells of a name in lower case whether it is one of the schema's or of the tool's */
    public SqlWithoutLiterals(Predicate<String> known) {
        this.known = known;
    }

    /** One line, tokens apart by a blank; {@code null} stays {@code null}. */
    public String of(String sql) {
        if (sql == null) {
            return null;
        }
        if (sql.contains("$$")) {
            return "[a statement with a body between $$, left out]";
        }
        var tokens = SqlTokenizer.tokens(sql);
        var defines = !tokens.isEmpty() && DEFINING.contains(lower(tokens.getFirst()));
        return write(tokens, defines);
    }

    /** Likewise a part of a definition, such as a column's type and default. */
    public String ofDefinition(String part) {
        return part.contains("$$") ? LEFT_OUT : write(SqlTokenizer.tokens(part), true);
    }

    private String write(List<SqlToken> tokens, boolean defines) {
        var text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            text.append(i == 0 ? "" : " ").append(shown(tokens, i, defines));
        }
        return text.toString();
    }

    private String shown(List<SqlToken> tokens, int at, boolean defines) {
        var token = tokens.get(at);
        return switch (token.kind()) {
            case STRING, BLOB, NUMBER -> LEFT_OUT;
            case SYMBOL -> token.text();
            case QUOTED -> known.test(lower(token)) || isNamePlace(tokens, at) ? token.canonical() : LEFT_OUT;
            case WORD -> isShown(tokens, at, defines) ? token.text() : LEFT_OUT;
        };
    }

    private boolean isShown(List<SqlToken> tokens, int at, boolean defines) {
        var word = lower(tokens.get(at));
        if (WORDS.contains(word) || known.test(word)) {
            return true;
        }
        var isDefault = at > 0 && tokens.get(at - 1).isWord("default");
        return !isDefault && (defines || isNamePlace(tokens, at) || isCalled(tokens, at));
    }

    private static boolean isNamePlace(List<SqlToken> tokens, int at) {
        return at > 0
                && tokens.get(at - 1).kind() == SqlToken.Kind.WORD
                && NAMES_FOLLOW.contains(lower(tokens.get(at - 1)));
    }

    private static boolean isCalled(List<SqlToken> tokens, int at) {
        return at + 1 < tokens.size() && tokens.get(at + 1).isSymbol("(");
    }

    private static String lower(SqlToken token) {
        return token.text().toLowerCase(Locale.ROOT);
    }
}
