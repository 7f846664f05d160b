package dev.varve.query.timeline;

import java.time.Instant;
import java.util.Set;

/**
 * Which entries. {@code null} stands for any.
 *
 * @param types those event types alone; any if empty
 * @param since recorded then or later
 * @param until recorded then or earlier
 * @param text that stands in the sentence, or in the name of the type, the actor, the target or the run; in lower or upper case
 */
public record TimelineQuestion(
        String target, String runId, Set<String> types, Instant since, Instant until, String text) {

    public static final TimelineQuestion EVERYTHING = new TimelineQuestion(null, null, Set.of(), null, null, null);

    public TimelineQuestion {
        types = Set.copyOf(types);
    }

    public TimelineQuestion ofTarget(String name) {
        return new TimelineQuestion(name, runId, types, since, until, text);
    }

    public TimelineQuestion ofTypes(Set<String> names) {
        return new TimelineQuestion(target, runId, names, since, until, text);
    }
}
