package dev.varve.query.timeline;

import dev.varve.query.projection.Nanos;
import dev.varve.query.projection.Views;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Asks for what happened. */
public final class Timeline {

    private final Views views;

    public Timeline(Views views) {
        this.views = views;
    }

    /** The entries that answer the question, in sequence order. */
    public List<TimelineEntry> read(TimelineQuestion question) {
        var entries = new ArrayList<TimelineEntry>();
        forEach(question, entries::add);
        return entries;
    }

    /** Likewise, one at a time, so that a long history need not fit into memory. */
    public void forEach(TimelineQuestion question, Consumer<TimelineEntry> reader) {
        var conditions = new Conditions();
        conditions.add("target = ?", question.target());
        conditions.add("run_id = ?", question.runId());
        conditions.add("event_type = ?", question.type());
        conditions.add("at_nanos >= ?", nanos(question.since()));
        conditions.add("at_nanos <= ?", nanos(question.until()));
        views.<Void>ask(connection -> {
            var sql = "select " + TimelineTable.COLUMNS + " from timeline" + conditions.sql() + " order by sequence";
            try (var query = connection.prepareStatement(sql)) {
                for (int i = 0; i < conditions.values.size(); i++) {
                    query.setObject(i + 1, conditions.values.get(i));
                }
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        reader.accept(TimelineTable.entry(row));
                    }
                }
            }
            return null;
        });
    }

    private static Long nanos(Instant time) {
        return time == null ? null : Nanos.of(time);
    }

    /** Fixed texts with a place for a value each; what is not asked for is left out. */
    private static final class Conditions {

        private final List<String> texts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void add(String text, Object value) {
            if (value != null) {
                texts.add(text);
                values.add(value);
            }
        }

        String sql() {
            return texts.isEmpty() ? "" : " where " + String.join(" and ", texts);
        }
    }
}
