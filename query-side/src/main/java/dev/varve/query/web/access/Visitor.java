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
 */
public record Visitor(String name, How how, Role role, Set<String> targets, long grantedBy)
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

    @Override
    public String getName() {
        return name;
    }

    public boolean may(Permission permission) {
        return role.may(permission);
    }
}
