package dev.varve.server;

import java.util.List;

/**
 * What somebody may do, and with which databases.
 *
 * @param targets {@code null} for all
 */
public record Grant(Role role, List<String> targets) {

    public Grant {
        targets = targets == null ? null : List.copyOf(targets);
    }

    /** Whether it allows that on that database; {@code null} stands for what is about no single one, which takes a grant for all. */
    public boolean allows(Permission permission, String target) {
        return role.may(permission) && (targets == null || (target != null && targets.contains(target)));
    }
}
