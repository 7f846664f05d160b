package dev.varve.query.access;

import dev.varve.server.Role;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A token that was given out.
 *
 * @param role as recorded; see {@link #granted}
 * @param targets the databases that it is for; {@code null} for all
 * @param sha256 of its text
 * @param expiresAt as recorded; {@code null} if it has no end
 * @param revokedAt {@code null} if it was not revoked
 * @param issuedBy {@code null} if the event does not say
 * @param sequence of the last event about it
 */
public record TokenView(
        String tokenId,
        String name,
        String role,
        List<String> targets,
        String sha256,
        String expiresAt,
        Instant issuedAt,
        String issuedBy,
        Instant revokedAt,
        String revokedBy,
        long sequence) {

    /** What it allows at that moment; empty once it is revoked or expired, and where its role or its end is not understood. */
    public Optional<Role> granted(Instant now) {
        return revokedAt == null && !hasExpired(now) ? Role.named(role) : Optional.empty();
    }

    /** From its end on. An end that is no time has always been. */
    public boolean hasExpired(Instant now) {
        try {
            return expiresAt != null && !now.isBefore(Instant.parse(expiresAt));
        } catch (DateTimeParseException noTime) {
            return true;
        }
    }

    /** Whether it is for that database. */
    public boolean isFor(String target) {
        return targets == null || targets.contains(target);
    }

    TokenView revoked(Instant at, String by, long then) {
        return new TokenView(tokenId, name, role, targets, sha256, expiresAt, issuedAt, issuedBy, at, by, then);
    }
}
