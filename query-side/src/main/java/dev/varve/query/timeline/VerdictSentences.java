package dev.varve.query.timeline;

import dev.varve.events.RecordedVerdict;
import dev.varve.events.RunEvent.StatementsJudged;
import dev.varve.query.words.Words;
import java.util.ArrayList;
import java.util.List;

/** What became of a step's statements, in words. */
final class VerdictSentences {

    private static final int LONGEST_SQL = 60;

    private VerdictSentences() {}

    static String of(StatementsJudged e) {
        if (e.notJudged() != null) {
            return "what became of the statements of step " + e.revision() + " could not be judged: " + e.notJudged();
        }
        var total = e.kept() + e.rolledBack() + e.unknown();
        return total == 0
                ? "no statement of step " + e.revision() + " ran"
                : Words.count(total, "statement", "statements") + " of step " + e.revision() + ": " + counts(e)
                        + named(e, "UNKNOWN", "unknown", e.unknown())
                        + named(e, "KEPT", "kept", e.kept());
    }

    private static String counts(StatementsJudged e) {
        var counts = new ArrayList<String>();
        add(counts, e.kept(), "kept");
        add(counts, e.rolledBack(), "rolled back");
        add(counts, e.unknown(), "unknown");
        return String.join(", ", counts);
    }

    private static void add(List<String> counts, int count, String what) {
        if (count > 0) {
            counts.add(count + " " + what);
        }
    }

    private static String named(StatementsJudged e, String verdict, String word, int count) {
        var named = e.statements().stream()
                .filter(statement -> verdict.equals(statement.verdict()))
                .map(VerdictSentences::statement)
                .toList();
        return count == 0 || named.isEmpty() ? "" : "; " + word + ": " + Words.some(named, ", ", count);
    }

    private static String statement(RecordedVerdict statement) {
        var sql = statement.sql() == null ? "" : " " + statement.sql().strip().replaceAll("\\s+", " ");
        return statement.ordinal() + (sql.length() <= LONGEST_SQL ? sql : sql.substring(0, LONGEST_SQL) + "…");
    }
}
