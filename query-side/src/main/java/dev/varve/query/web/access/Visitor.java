package dev.varve.query.web.access;

import dev.varve.server.Permission;
import dev.varve.server.Role;
import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;

/**
 * Somebody who proved who they are.
 *
 * @param name as recorded for what they do
 * @param how they proved it
 * @param role as it was then; a local user's is asked for again at each request
 * @param targets those that a token is confined to; empty for all
 * @param grantedBy the event that granted it; 0 if none did
 * @param tokenId of a token; {@code null} for people
 * @param sha256 of a token's text; {@code null} likewise
 */
public record Visitor(
        String name, How how, Role role, Set<String> targets, long grantedBy, String tokenId, String sha256)
        implements Principal, Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** By what. */
    public enum How {
        ONE_TIME_TOKEN,
        PASSWORD,
        OIDC,
        API_TOKEN;

        /** As it is recorded. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Visitor {
        targets = Set.copyOf(targets);
    }

    /** Somebody who came in by a login. */
    static Visitor person(String name, How how, Role role, long grantedBy) {
        return new Visitor(name, how, role, Set.of(), grantedBy, null, null);
    }

    @Override
    public String getName() {
        return name;
    }

    public boolean may(Permission permission) {
        return role.may(permission);
    }
}
