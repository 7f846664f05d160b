package dev.varve.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody is to a server. A role may what it is said to here, and nothing else. */
public enum Role {
    VIEWER,
    AUDITOR,
    OPERATOR,
    APPROVER,
    ADMIN;

    public boolean may(Permission permission) {
        return permissions().contains(permission);
    }

    public Set<Permission> permissions() {
        return switch (this) {
            case VIEWER -> Set.of(Permission.VIEW);
            case AUDITOR -> Set.of(Permission.VIEW, Permission.EXPORT);
            case OPERATOR -> Set.of(Permission.VIEW, Permission.OPERATE);
            case APPROVER -> Set.of(Permission.VIEW, Permission.EXPORT, Permission.APPROVE);
            case ADMIN -> Set.of(Permission.values());
        };
    }

    /** As it is recorded and typed, such as {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }

    /** The role of that word; empty for any other text, {@code null} among them: whoever has it may do nothing. */
    public static Optional<Role> named(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
