package dev.varve.query.status;

import java.time.Instant;

/**
 * The run that was asked for last.
 *
 * @param outcome as in the contract; {@code null} while it is open
 * @param why it failed, was refused or interrupted; {@code null} otherwise
 * @param remedy what to do next; {@code null} if nothing
 */
public record LastRun(
        String runId, String kind, String outcome, Instant startedAt, Instant endedAt, String why, String remedy) {

    LastRun ended(String how, Instant at, String reason, String next) {
        return new LastRun(runId, kind, how, startedAt, at, reason, next);
    }
}
