package dev.varve.engine.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One session of a server, as
 * <a href="https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW">pg_stat_activity</a>
 * tells it to the role that asks. That it is there, its name and its role everybody sees; the rest only its own role, and members of
 * {@code pg_read_all_stats}.
 *
 * @param pid the server's process
 * @param application what the client calls itself; empty if it says nothing
 * @param user the role
 * @param client where it comes from: an address, or {@code null} for a socket of the server's own machine, or if it is not shown
 * @param since when it connected; {@code null} if the role may not see it
 * @param state such as {@code active} or {@code idle in transaction}; {@code null} likewise
 * @param statement what it runs now or ran last, without literals; {@code null} likewise, or if there was none
 */
public record ServerSession(
        int pid, String application, String user, String client, Instant since, String state, String statement) {

    /** Such as {@code open-webui (pid 4711, role app, from 10.0.0.3, connected since 2026-11-22T10:15:00Z, active)}. */
    public String inWords() {
        return calledInWords() + " (pid " + pid + ", " + detail() + ")";
    }

    /** What it calls itself. */
    public String calledInWords() {
        return application.isEmpty() ? "a session without application_name" : application;
    }

    private String detail() {
        var parts = new ArrayList<>(List.of("role " + user));
        if (client != null) {
            parts.add("from " + client);
        }
        if (since != null) {
            parts.add("connected since " + since.truncatedTo(ChronoUnit.SECONDS));
        }
        parts.add(state == null ? "what it does is not shown to this role" : state);
        return String.join(", ", parts);
    }

    /** Likewise with what it runs, or ran last. */
    public String inWordsWithStatement() {
        return statement == null ? inWords() : inWords() + ", statement: " + statement;
    }

    /** For programs. */
    public Map<String, Object> evidence() {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("pid", pid);
        evidence.put("application", application);
        evidence.put("role", user);
        evidence.put("client", client);
        evidence.put("since", Objects.toString(since, null));
        evidence.put("state", state);
        evidence.put("statement", statement);
        return evidence;
    }
}
