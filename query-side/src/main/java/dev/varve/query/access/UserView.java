package dev.varve.query.access;

import dev.varve.server.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who was let in once.
 *
 * @param role as recorded; see {@link #granted}
 * @param removedAt {@code null} as long as they may log in
 * @param sequence of the last event that changed what they may do, their password's change among them: a login from before is worth nothing
 */
public record UserView(String name, String role, Instant addedAt, String addedBy, Instant removedAt, long sequence) {

    /** What they may do; empty once they were removed, and where the role is not understood. */
    public Optional<Role> granted() {
        return removedAt == null ? Role.named(role) : Optional.empty();
    }

    UserView as(String newRole, long then) {
        return new UserView(name, newRole, addedAt, addedBy, removedAt, then);
    }

    /** The same, of whom something changed that stands in no view. */
    UserView anew(long then) {
        return as(role, then);
    }

    UserView removed(Instant at, long then) {
        return new UserView(name, role, addedAt, addedBy, at, then);
    }
}
