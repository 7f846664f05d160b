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
        return with(asked, outcome, endedAt, stepsDone, stepsPlanned, lastSequence);
    }

    RunLine ended(String how, Instant at) {
        return with(kind, how, at, stepsDone, stepsPlanned, lastSequence);
    }

    RunLine steps(int done, int planned) {
        return with(kind, outcome, endedAt, done, planned, lastSequence);
    }

    RunLine toldBy(long sequence) {
        return with(kind, outcome, endedAt, stepsDone, stepsPlanned, sequence);
    }

    private RunLine with(String asked, String how, Instant at, int done, int planned, long last) {
        return new RunLine(
                runId, target, asked, how, startedAt, at, actor, reason, ticket, done, planned, firstSequence, last);
    }
}
