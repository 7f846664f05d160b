package dev.varve.query.timeline;

import java.time.Instant;

/**
 * Which entries. {@code null} stands for any.
 *
 * @param since recorded then or later
 * @param until recorded then or earlier
 */
public record TimelineQuestion(String target, String runId, String type, Instant since, Instant until) {

    public static final TimelineQuestion EVERYTHING = new TimelineQuestion(null, null, null, null, null);
}
