package dev.varve.query.web.hooks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An address to be told, as {@code varve.webhooks} in {@code server.yaml} names it.
 *
 * @param name letters, digits, dots, underscores, hyphens
 * @param url http or https
 * @param secret what signs each message; {@code null} for none: for an address that is itself the secret, as Slack's are
 * @param events the types to be told; those that somebody should know of if it is {@code null} or empty
 * @param template {@code json}, or {@code slack}
 * @param timeout how long its answer is waited for, at most {@link #LONGEST}; {@link #USUAL} if it is {@code null}
 */
public record Webhook(String name, URI url, String secret, List<String> events, String template, Duration timeout) {

    static final Duration USUAL = Duration.ofSeconds(15);
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** What somebody should know of who was told nothing else. */
    private static final List<String> TELLING = List.of(
            "RunFailed",
            "RunInterrupted",
            "PartialRunDetected",
            "DriftDetected",
            "PreflightRefused",
            "StampRefused",
            "BackupRejected",
            "RecoveryCompleted",
            "RecoveryAbandoned");

    public Webhook {
        require(name != null && NAME.matcher(name).matches(), "a name of letters and digits", name);
        require(
                url != null && url.getHost() != null && List.of("http", "https").contains(url.getScheme()),
                "an http or https address",
                url == null ? null : "another one");
        template = template == null ? "json" : template;
        require(List.of("json", "slack").contains(template), "the template json or slack", template);
        timeout = timeout == null ? USUAL : timeout;
        require(
                timeout.isPositive() && timeout.compareTo(LONGEST) <= 0,
                "a timeout of more than nothing, and of 5 minutes at most",
                timeout.toString());
        events = events == null || events.isEmpty() ? TELLING : List.copyOf(events);
    }

    private static void require(boolean holds, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException("expected for a webhook " + expected + ", found " + found);
        }
    }

    /** Without what is secret: the address may be. */
    @Override
    public String toString() {
        return "Webhook[" + name + " at " + url.getHost() + "]";
    }
}
