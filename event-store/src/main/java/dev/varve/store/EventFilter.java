package dev.varve.store;

import java.time.Instant;
import java.util.Set;

/**
 * Which events to read. {@code null} stands for any.
 *
 * @param target the watched database's name
 * @param runId the run
 * @param types stable names; any if empty
 * @param since recorded at this moment or later
 * @param until recorded at this moment or earlier
 */
public record EventFilter(String target, String runId, Set<String> types, Instant since, Instant until) {

    /** Every event. */
    public static final EventFilter ANY = new EventFilter(null, null, Set.of(), null, null);

    public EventFilter {
        types = Set.copyOf(types);
    }

    public EventFilter ofTarget(String name) {
        return new EventFilter(name, runId, types, since, until);
    }

    public EventFilter ofRun(String id) {
        return new EventFilter(target, id, types, since, until);
    }

    public EventFilter ofTypes(Set<String> names) {
        return new EventFilter(target, runId, names, since, until);
    }

    public EventFilter since(Instant moment) {
        return new EventFilter(target, runId, types, moment, until);
    }

    public EventFilter until(Instant moment) {
        return new EventFilter(target, runId, types, since, moment);
    }
}
