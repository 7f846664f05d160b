package dev.varve.engine.verdict;

import dev.varve.engine.database.DatabaseKind;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a statement's words tell of transactions. */
final class SqlWords {

    private static final Pattern BEFORE =
            Pattern.compile("\\A(?:\\s|--[^\\n]*(?:\\n|\\z)|/\\*.*?\\*/)*", Pattern.DOTALL);
    private static final Pattern NAME_AT_END = Pattern.compile("(\\S+?)\\s*;?\\s*\\z");
    private static final Pattern CONCURRENT_INDEX = Pattern.compile(
            "\\ACREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\"(?:[^\"]|\"\")+\"|\\S+)\\s+ON\\s+"
                    + "(?:ONLY\\s+)?(?:(\"(?:[^\"]|\"\")+\"|[^\\s.\"(]+)\\.)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SEVERAL_WITH_END = Pattern.compile(
            ";\\s*(?:COMMIT|END|ROLLBACK|ABORT)\\b|\\A(?:COMMIT|ROLLBACK|END)\\b[^;]*;\\s*\\S",
            Pattern.CASE_INSENSITIVE);
    /** The body of a function or of a DO, whose END ends a block of its own. */
    private static final Pattern DOLLAR_QUOTED = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);

    private static final Pattern ENDS_IN_PARTS =
            Pattern.compile("\\A(?:CALL|DO|VACUUM|CLUSTER)\\b|\\bCONCURRENTLY\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern H2_COMMITS = Pattern.compile(
            "\\A(?:ALTER|ANALYZE|CREATE|DROP|GRANT|REVOKE|COMMENT|TRUNCATE)\\b", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final String first;

    SqlWords(String sql) {
        this.text = sql == null ? "" : BEFORE.matcher(sql).replaceFirst("");
        var end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        this.first = text.substring(0, end).toUpperCase(Locale.ROOT);
    }

    /** Steers transactions and has no effect of its own. */
    boolean steers() {
        return switch (first) {
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" -> !holdsAnEnd();
            default -> false;
        };
    }

    /** Asks, or sets something of the session. */
    boolean onlyAsks() {
        return switch (first) {
            case "SELECT", "SHOW", "SET", "RESET" -> true;
            default -> false;
        };
    }

    boolean rollsBack() {
        return (first.equals("ROLLBACK") || first.equals("ABORT")) && savepointOfRollback() == null;
    }

    String savepoint() {
        return first.equals("SAVEPOINT") ? lastName() : null;
    }

    String savepointOfRollback() {
        return first.equals("ROLLBACK") && text.toUpperCase(Locale.ROOT).matches("(?s)ROLLBACK\\s+(?:\\w+\\s+)?TO\\b.*")
                ? lastName()
                : null;
    }

    String released() {
        return first.equals("RELEASE") ? lastName() : null;
    }

    private String lastName() {
        var name = NAME_AT_END.matcher(text);
        return name.find() ? name.group(1) : "";
    }

    /** Several statements in one text, of which one ends a transaction. */
    boolean holdsAnEnd() {
        return SEVERAL_WITH_END
                .matcher(DOLLAR_QUOTED.matcher(text).replaceAll("''"))
                .find();
    }

    /** Outside a transaction some of it can stay when it fails. */
    boolean endsInParts() {
        return ENDS_IN_PARTS.matcher(text).find()
                || text.toUpperCase(Locale.ROOT).matches("(?s)\\w+\\s+OR\\s+FAIL\\b.*");
    }

    /** Commits what is open before and after itself, as H2's manual says of data definition. */
    boolean commitsImplicitly(DatabaseKind kind) {
        return kind == DatabaseKind.H2 && H2_COMMITS.matcher(text).find();
    }

    /** Before such a one Python's sqlite3 begins a transaction. */
    boolean writesRows() {
        return switch (first) {
            case "INSERT", "UPDATE", "DELETE", "REPLACE" -> true;
            default -> false;
        };
    }

    /** The name of an index that is built concurrently, as it can be looked up; {@code null} if it is none. */
    String concurrentIndex() {
        var index = CONCURRENT_INDEX.matcher(text);
        if (!index.find()) {
            return null;
        }
        return index.group(2) == null ? index.group(1) : index.group(2) + "." + index.group(1);
    }
}
