package dev.varve.server;

import java.time.Instant;
import java.util.List;

/**
 * A token that is asked for.
 *
 * @param name what it is called: letters, digits, dots, underscores, hyphens
 * @param targets the databases that it is for; {@code null} for all
 * @param expiresAt from then on it is worth nothing; {@code null} if never
 */
public record TokenOrder(String name, Role role, List<String> targets, Instant expiresAt) {

    public TokenOrder {
        targets = targets == null ? null : List.copyOf(targets);
    }
}
