package dev.varve.engine.waits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/**
 * One session of a PostgreSQL server, as
 * <a href="https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW">pg_stat_activity</a>
 * tells it to the role that asks.
 *
 * @param pid the server's process
 * @param application what the client calls itself; empty if it says nothing
 * @param user the role; {@code null} if the server does not tell
 * @param client where it comes from: an address, or {@code null} for a socket of the server's own machine
 * @param state such as {@code active} or {@code idle in transaction}; {@code null} if the role may not see it
 * @param transactionSince when its transaction began; {@code null} if it has none, or the role may not see it
 * @param statement what it runs now, or ran last in its open transaction, without literals; {@code null} likewise
 */
public record Backend(
        int pid,
        String application,
        String user,
        String client,
        String state,
        Instant transactionSince,
        String statement) {

    /** Such as {@code open-webui (process 4711, user app, from 10.0.0.3, idle in transaction for 62 s)}. */
    public String inWords(Instant now) {
        var parts = new ArrayList<String>();
        parts.add("process " + pid);
        if (user != null) {
            parts.add("user " + user);
        }
        if (client != null) {
            parts.add("from " + client);
        }
        parts.add(state == null ? "what it does is not shown to this role" : doing(now));
        var name = application.isEmpty() ? "a session without application_name" : application;
        return name + " (" + String.join(", ", parts) + ")";
    }

    private String doing(Instant now) {
        return transactionSince == null
                ? state
                : state + ", in a transaction for "
                        + Math.max(0, Duration.between(transactionSince, now).toSeconds()) + " s";
    }
}
