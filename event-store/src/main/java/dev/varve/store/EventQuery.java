package dev.varve.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.common.DateTimeUtils;

/** The statement that reads the events that pass a filter. */
record EventQuery(String sql, List<Object> parameters) {

    private static final String COLUMNS = "SELECT global_index, event_id, payload_type, payload_revision, recorded_at,"
            + " aggregate_type, aggregate_id, sequence_number, metadata, payload FROM domain_event WHERE ";

    static EventQuery following(EventFilter filter, long afterSequence, int limit) {
        var conditions = new Conditions();
        conditions.add("global_index > ?", afterSequence);
        return conditions.query(filter, " ORDER BY global_index LIMIT ?", limit);
    }

    static EventQuery newest(EventFilter filter, int limit) {
        return new Conditions().query(filter, " ORDER BY global_index DESC LIMIT ?", limit);
    }

    private static final class Conditions {

        private final List<String> texts = new ArrayList<>(List.of("TRUE"));
        private final List<Object> parameters = new ArrayList<>();

        void add(String text, Object value) {
            texts.add(text);
            parameters.add(value);
        }

        private void addIfGiven(String text, Object value) {
            if (value != null) {
                add(text, value);
            }
        }

        EventQuery query(EventFilter filter, String order, int limit) {
            addIfGiven("target = ?", filter.target());
            addIfGiven("run_id = ?", filter.runId());
            addIfGiven("recorded_at >= ?", stored(filter.since()));
            addIfGiven("recorded_at <= ?", stored(filter.until()));
            if (!filter.types().isEmpty()) {
                var places = Collections.nCopies(filter.types().size(), "?");
                texts.add("payload_type IN (" + String.join(", ", places) + ")");
                parameters.addAll(filter.types());
            }
            parameters.add(limit);
            return new EventQuery(COLUMNS + String.join(" AND ", texts) + order, List.copyOf(parameters));
        }

        private static String stored(Instant moment) {
            return moment == null ? null : DateTimeUtils.formatInstant(moment);
        }
    }
}
