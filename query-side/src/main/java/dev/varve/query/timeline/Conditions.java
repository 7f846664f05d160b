package dev.varve.query.timeline;

import dev.varve.query.projection.Nanos;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Fixed texts with a place for each value; what is not asked for is left out. */
final class Conditions {

    private static final String HOLDS_TEXT = "(lower(summary) like ? escape '!' or lower(event_type) like ? escape '!'"
            + " or lower(actor) like ? escape '!' or lower(target) like ? escape '!' or run_id like ? escape '!')";

    /** Every event of that day and the days after it stands from there on, however the clock went. */
    private static final String SINCE_DAY =
            "sequence >= (select coalesce(min(first_sequence), 0) from timeline_day where day_number >= ?)";

    private static final String UNTIL_DAY =
            "sequence <= (select coalesce(max(last_sequence), 0) from timeline_day where day_number <= ?)";

    private final List<String> texts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    static Conditions of(TimelineQuestion question) {
        var conditions = new Conditions();
        conditions.add("target = ?", question.target());
        conditions.add("run_id = ?", question.runId());
        conditions.add("at_nanos >= ?", nanos(question.since()));
        conditions.add(SINCE_DAY, day(question.since()));
        conditions.add("at_nanos <= ?", nanos(question.until()));
        conditions.add(UNTIL_DAY, day(question.until()));
        if (!question.types().isEmpty()) {
            var places = String.join(", ", Collections.nCopies(question.types().size(), "?"));
            conditions.texts.add("event_type in (" + places + ")");
            conditions.values.addAll(question.types());
        }
        if (question.text() != null) {
            conditions.texts.add(HOLDS_TEXT);
            conditions.values.addAll(Collections.nCopies(5, pattern(question.text())));
        }
        return conditions;
    }

    Conditions add(String text, Object value) {
        if (value != null) {
            texts.add(text);
            values.add(value);
        }
        return this;
    }

    String sql() {
        return texts.isEmpty() ? "" : " where " + String.join(" and ", texts);
    }

    void set(PreparedStatement query) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            query.setObject(i + 1, values.get(i));
        }
    }

    private static Long nanos(Instant time) {
        return time == null ? null : Nanos.of(time);
    }

    private static Long day(Instant time) {
        return time == null ? null : Day.of(time);
    }

    private static String pattern(String text) {
        var literal = text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + literal + "%";
    }
}
