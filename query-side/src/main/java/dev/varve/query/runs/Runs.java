package dev.varve.query.runs;

import dev.varve.query.projection.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks for the runs that there were. */
public final class Runs {

    /** Stands for the outcome of a run without one. */
    public static final String WITHOUT_AN_END = "NONE";

    private final Views views;

    /**
     * Some runs, the newest first.
     *
     * @param older where to go on for earlier ones; {@code null} if there are none
     */
    public record Page(List<RunLine> runs, Long older) {

        public Page {
            runs = List.copyOf(runs);
        }
    }

    /**
     * Which runs. {@code null} stands for any.
     *
     * @param outcome as in the contract, or {@value Runs#WITHOUT_AN_END}
     */
    public record Question(String target, String kind, String outcome) {}

    public Runs(Views views) {
        this.views = views;
    }

    /**
     * Those that began before an event, the newest first.
     *
     * @param before its sequence; {@code null} to begin with the newest
     */
    public Page before(Question question, Long before, int limit) {
        var conditions = new ArrayList<String>();
        var values = new ArrayList<Object>();
        add(conditions, values, "target = ?", question.target());
        add(conditions, values, "kind = ?", question.kind());
        add(conditions, values, "first_sequence < ?", before);
        if (WITHOUT_AN_END.equals(question.outcome())) {
            conditions.add("outcome is null");
        } else {
            add(conditions, values, "outcome = ?", question.outcome());
        }
        var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        var found = ask(where + " order by first_sequence desc limit " + (limit + 1), values);
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new Page(shown, found.size() > limit ? shown.getLast().firstSequence() : null);
    }

    /** How many of each outcome; of those without one, under {@value #WITHOUT_AN_END}. */
    public Map<String, Long> byOutcome() {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement("select outcome, count(*) from run group by outcome");
                    var row = query.executeQuery()) {
                var counted = new TreeMap<String, Long>();
                while (row.next()) {
                    var outcome = row.getString(1);
                    counted.put(outcome == null ? WITHOUT_AN_END : outcome, row.getLong(2));
                }
                return counted;
            }
        });
    }

    private List<RunLine> ask(String rest, List<Object> values) {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement("select " + RunTable.COLUMNS + " from run" + rest)) {
                for (int i = 0; i < values.size(); i++) {
                    query.setObject(i + 1, values.get(i));
                }
                try (var row = query.executeQuery()) {
                    var lines = new ArrayList<RunLine>();
                    while (row.next()) {
                        lines.add(RunTable.line(row));
                    }
                    return lines;
                }
            }
        });
    }

    private static void add(List<String> conditions, List<Object> values, String text, Object value) {
        if (value != null) {
            conditions.add(text);
            values.add(value);
        }
    }
}
