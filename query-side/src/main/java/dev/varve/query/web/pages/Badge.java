package dev.varve.query.web.pages;

import dev.varve.query.status.Health;
import java.util.Locale;

/**
 * A state as it is shown: by a sign and a word, and by a colour for who sees it.
 *
 * @param tone the colour's class: good, warn, bad, busy, calm
 */
public record Badge(String tone, String sign, String word) {

    static Badge good(String word) {
        return new Badge("good", "✓", word);
    }

    static Badge warn(String word) {
        return new Badge("warn", "▲", word);
    }

    static Badge bad(String word) {
        return new Badge("bad", "✗", word);
    }

    static Badge busy(String word) {
        return new Badge("busy", "●", word);
    }

    static Badge calm(String word) {
        return new Badge("calm", "○", word);
    }

    /** Of a run; {@code null} for one without an end. */
    public static Badge ofOutcome(String outcome) {
        return switch (outcome) {
            case "SUCCEEDED" -> good("succeeded");
            case "RECOVERED" -> good("recovered");
            case "REFUSED" -> warn("refused");
            case "FAILED_UNCHANGED" -> warn("failed, unchanged");
            case "FAILED_NEEDS_RECOVERY" -> bad("failed, needs recovery");
            case "INTERRUPTED" -> bad("interrupted");
            case null -> busy("no end yet");
            default -> calm(plain(outcome));
        };
    }

    /** Of a step; {@code begun} tells one under way from one that did not begin. */
    public static Badge ofStep(String outcome, boolean begun) {
        return switch (outcome) {
            case "SUCCEEDED" -> good("succeeded");
            case "FAILED" -> bad("failed");
            case "UNKNOWN" -> bad("outcome unknown");
            case null -> begun ? busy("begun") : calm("not begun");
            default -> calm(plain(outcome));
        };
    }

    /** Where a schema is, as it was found or is believed; {@code null} if nobody looked. */
    public static Badge ofState(String state) {
        return switch (state) {
            case "UP_TO_DATE" -> good("up to date");
            case "PENDING" -> warn("pending");
            case "EMPTY" -> warn("empty");
            case null -> calm("not looked at");
            default -> bad(plain(state)); // also what a later release may add
        };
    }

    /** Of a finding. */
    public static Badge ofSeverity(String severity) {
        return switch (severity) {
            case "ERROR" -> bad("error");
            case "WARNING" -> warn("warning");
            default -> calm(plain(severity));
        };
    }

    /** Of a backup. */
    public static Badge ofBackup(String state) {
        return switch (state) {
            case "PROVEN" -> good("proven");
            case "REJECTED" -> bad("rejected");
            case "EXPIRED" -> calm("deleted");
            default -> warn(plain(state) + ", not proven");
        };
    }

    /** As a sentence would say it. */
    public static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How a database is. */
    public static Badge ofHealth(Health health) {
        return switch (health) {
            case NEEDS_RECOVERY, UNREACHABLE, ERRORS -> bad(health.words());
            case RUNNING -> busy(health.words());
            case NEVER_LOOKED_AT -> calm(health.words());
            case LAST_RUN_FAILED, WARNINGS -> warn(health.words());
            case HEALTHY -> good(health.words());
        };
    }
}
