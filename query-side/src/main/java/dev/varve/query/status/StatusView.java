package dev.varve.query.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is believed of a database. {@code null} is what is not known.
 *
 * @param state as in the contract; {@code null} if it was never looked at, or not since it was restored
 * @param retired whether it is no longer under watch
 * @param needsRecovery whether a run ended so that only {@code diagnose} or a restore can tell what is true
 * @param findings how many of each severity: {@code ERROR}, {@code WARNING}, {@code INFO}
 * @param sequence the last event about it
 * @param at when that was
 */
public record StatusView(
        String target,
        String tool,
        String database,
        boolean retired,
        String state,
        boolean needsRecovery,
        List<String> current,
        List<String> heads,
        List<String> pending,
        String fingerprint,
        Instant diagnosedAt,
        OpenRun openRun,
        LastRun lastRun,
        ProvenBackup lastProvenBackup,
        Map<String, Long> findings,
        long sequence,
        Instant at) {}
