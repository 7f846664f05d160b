package dev.varve.query.runs;

import java.time.Instant;

/**
 * A run in one line. {@code null} is what is not known, or not yet.
 *
 * @param kind as asked for: upgrade, downgrade, rehearse, stamp, repair, restore, recover
 * @param outcome as in the contract; {@code null} while it is under way, or if it died and nobody has found it yet
 * @param stepsDone how many of its steps succeeded
 * @param stepsPlanned how many there are
 */
public record RunLine(
        String runId,
        String target,
        String kind,
        String outcome,
        Instant startedAt,
        Instant endedAt,
        String actor,
        String reason,
        String ticket,
        int stepsDone,
        int stepsPlanned,
        long firstSequence,
        long lastSequence) {

    RunLine of(String asked) {
        return new RunLine(
                runId,
                target,
                asked,
                outcome,
                startedAt,
                endedAt,
                actor,
                reason,
                ticket,
                stepsDone,
                stepsPlanned,
                firstSequence,
                lastSequence);
    }

    RunLine ended(String how, Instant at) {
        return new RunLine(
                runId,
                target,
                kind,
                how,
                startedAt,
                at,
                actor,
                reason,
                ticket,
                stepsDone,
                stepsPlanned,
                firstSequence,
                lastSequence);
    }

    RunLine steps(int done, int planned) {
        return new RunLine(
                runId,
                target,
                kind,
                outcome,
                startedAt,
                endedAt,
                actor,
                reason,
                ticket,
                done,
                planned,
                firstSequence,
                lastSequence);
    }

    RunLine toldBy(long sequence) {
        return new RunLine(
                runId,
                target,
                kind,
                outcome,
                startedAt,
                endedAt,
                actor,
                reason,
                ticket,
                stepsDone,
                stepsPlanned,
                firstSequence,
                sequence);
    }
}
