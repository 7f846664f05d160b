package dev.varve.engine.verdict;

import java.util.ArrayList;
import java.util.List;

/** Verdicts as lines for a person: the count, then what is in the database, and what may be, by name. */
final class VerdictWords {

    private static final int MOST_LINES = 5;
    private static final int SQL_CHARACTERS = 80;

    private final StepVerdicts verdicts;
    private final List<String> lines = new ArrayList<>();

    VerdictWords(StepVerdicts verdicts) {
        this.verdicts = verdicts;
    }

    List<String> lines() {
        if (verdicts.notJudged() != null) {
            return List.of("what became of the statements of step " + verdicts.revision() + " could not be judged: "
                    + verdicts.notJudged());
        }
        lines.add(counted());
        name(StatementVerdict.UNKNOWN, "unknown", verdicts.unknown());
        name(StatementVerdict.KEPT, "kept", verdicts.kept());
        return lines;
    }

    private String counted() {
        var total = verdicts.total();
        if (total == 0) {
            return "no statement of step " + verdicts.revision() + " ran";
        }
        var parts = new ArrayList<String>();
        add(parts, verdicts.kept(), "kept");
        add(parts, verdicts.rolledBack(), "rolled back");
        add(parts, verdicts.unknown(), "unknown");
        return total + (total == 1 ? " statement" : " statements") + " of step " + verdicts.revision() + ": "
                + String.join(", ", parts);
    }

    private void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add((count > 1 && count == verdicts.total() ? "all" : count) + " " + what);
        }
    }

    private void name(StatementVerdict verdict, String word, int count) {
        var named = verdicts.statements().stream()
                .filter(statement -> statement.verdict() == verdict)
                .limit(MOST_LINES)
                .toList();
        named.forEach(statement -> lines.add(
                word + ": statement " + statement.ordinal() + sql(statement.sql()) + " (" + statement.why() + ")"));
        if (count > named.size()) {
            lines.add(word + ": " + (count - named.size()) + " more");
        }
    }

    private static String sql(String sql) {
        if (sql == null) {
            return "";
        }
        var line = sql.strip().replaceAll("\\s+", " ");
        return ", " + (line.length() <= SQL_CHARACTERS ? line : line.substring(0, SQL_CHARACTERS) + "…");
    }
}
