package dev.varve.query.projection;

import java.time.Duration;
import java.time.Instant;

/**
 * A server's claim on the views: while it is fresh, others leave the work to it.
 *
 * @param owner the node's id; {@code null} if nobody holds it
 * @param at when it was last extended; {@code null} if nobody holds it
 */
public record Claim(String owner, Instant at) {

    /** How old a live node lets its claim become before it extends it. */
    public static final Duration EXTENSION = Duration.ofSeconds(2);

    /** Much longer than that, so that no claim is taken from a live node, however busy its machine. */
    public static final Duration LIFETIME = Duration.ofSeconds(10);

    /** Whether somebody other than {@code self} holds it. */
    public boolean heldByAnother(String self, Instant now) {
        return owner != null && !owner.equals(self) && at.plus(LIFETIME).isAfter(now);
    }
}
