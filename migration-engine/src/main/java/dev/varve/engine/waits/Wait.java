package dev.varve.engine.waits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A session that waits for a lock, and those that keep it waiting.
 *
 * @param waiter who waits
 * @param lock what for, such as {@code AccessExclusiveLock on users}
 * @param since since when, by the server's clock
 * @param blockers who holds it, or stands before the waiter in its queue; empty if they went while it was asked
 */
public record Wait(Backend waiter, String lock, Instant since, List<Backend> blockers) {

    public Wait {
        blockers = List.copyOf(blockers);
    }

    /** Whether that session is among those that keep the waiter waiting. */
    public boolean isBlockedBy(int pid) {
        return blockers.stream().anyMatch(blocker -> blocker.pid() == pid);
    }

    /** One line: who has waited how long for what, and for whom. */
    public String inWords(Instant now) {
        return waiter.inWords(now) + " has waited "
                + Math.max(0, Duration.between(since, now).toSeconds()) + " s for "
                + lock + ", behind "
                + (blockers.isEmpty()
                        ? "sessions that have just gone"
                        : blockers.stream()
                                .map(blocker -> blocker.inWords(now) + statementOf(blocker))
                                .collect(Collectors.joining(" and ")));
    }

    private static String statementOf(Backend blocker) {
        return blocker.statement() == null ? "" : ": " + blocker.statement();
    }
}
