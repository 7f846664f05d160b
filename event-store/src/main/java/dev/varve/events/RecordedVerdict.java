package dev.varve.events;

/**
 * What became of one statement.
 *
 * @param ordinal its place in the step, from 1
 * @param sql its beginning, redacted; {@code null} where a step has too many to hold
 * @param verdict {@code KEPT}, {@code ROLLED_BACK} or {@code UNKNOWN}
 * @param why by what that is known, or why it is not
 */
public record RecordedVerdict(int ordinal, String sql, String verdict, String why) {}
