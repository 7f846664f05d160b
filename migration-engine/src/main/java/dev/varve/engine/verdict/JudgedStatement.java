package dev.varve.engine.verdict;

/**
 * A statement and what became of it.
 *
 * @param revision the step's; {@code null} for one outside of every step
 * @param ordinal its place in the step, from 1
 * @param sql its beginning; {@code null} where a step has too many to hold
 * @param isCut whether more followed, of which {@code sql} says nothing
 * @param why the verdict's reason in words
 */
public record JudgedStatement(
        String revision, int ordinal, String sql, boolean isCut, StatementVerdict verdict, String why) {}
