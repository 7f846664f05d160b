package dev.varve.query.timeline;

import java.util.List;

/**
 * Some entries, the newest first.
 *
 * @param older where to go on for earlier ones; {@code null} if there are none
 * @param lookedBackTo a search for a text looks so far back at a time; {@code null} for one that was not cut short
 */
public record TimelinePage(List<TimelineEntry> entries, Long older, Long lookedBackTo) {

    public TimelinePage {
        entries = List.copyOf(entries);
    }
}
