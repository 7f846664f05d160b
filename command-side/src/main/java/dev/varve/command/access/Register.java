package dev.varve.command.access;

import dev.varve.events.AccessEvent;
import dev.varve.events.AccessEvent.OfPassage;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.AccessEvent.TokenRevoked;
import dev.varve.events.AccessEvent.UserAdded;
import dev.varve.events.AccessEvent.UserPasswordChanged;
import dev.varve.events.AccessEvent.UserRemoved;
import dev.varve.events.AccessEvent.UserRoleChanged;
import dev.varve.server.Role;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every token and every user, as the record tells. */
public final class Register {

    private static final Set<String> TYPES =
            Set.of("TokenIssued", "TokenRevoked", "UserAdded", "UserRoleChanged", "UserRemoved");

    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, User> users = new TreeMap<>();

    /**
     * A token.
     *
     * @param targets {@code null} for all
     * @param expiresAt {@code null} if never
     * @param revokedAt {@code null} if it was not
     */
    public record Token(
            String tokenId,
            String name,
            String role,
            List<String> targets,
            String expiresAt,
            Instant issuedAt,
            String issuedBy,
            Instant revokedAt) {

        /** {@code valid}, {@code expired} or {@code revoked}. */
        public String stateAt(Instant now) {
            if (revokedAt != null) {
                return "revoked";
            }
            return expiresAt != null && !now.isBefore(Instant.parse(expiresAt)) ? "expired" : "valid";
        }

        private Token revoked(Instant at) {
            return new Token(tokenId, name, role, targets, expiresAt, issuedAt, issuedBy, at);
        }
    }

    /** Somebody who may log in. */
    public record User(String name, String role, Instant addedAt, String addedBy) {}

    private Register() {}

    /**
     * What the log tells.
     *
     * @param log {@code null} if nothing was ever recorded
     */
    public static Register in(EventLog log) {
        var register = new Register();
        if (log != null) {
            log.forEach(EventFilter.ANY.ofTypes(TYPES), recorded -> {
                if (recorded.event() instanceof AccessEvent event) {
                    register.add(event, recorded);
                }
            });
        }
        return register;
    }

    private void add(AccessEvent event, RecordedEvent recorded) {
        var by = recorded.metadata().get("actor");
        switch (event) {
            case TokenIssued e ->
                tokens.put(
                        e.tokenId(),
                        new Token(
                                e.tokenId(), e.name(), e.role(), e.targets(), e.expiresAt(), recorded.at(), by, null));
            case TokenRevoked e -> tokens.computeIfPresent(e.tokenId(), (id, token) -> token.revoked(recorded.at()));
            case UserAdded e -> users.put(e.user(), new User(e.user(), e.role(), recorded.at(), by));
            case UserRoleChanged e ->
                users.computeIfPresent(
                        e.user(), (name, user) -> new User(name, e.role(), user.addedAt(), user.addedBy()));
            case UserRemoved e -> users.remove(e.user());
            case UserPasswordChanged e -> {}
            case OfPassage e -> {}
        }
    }

    /** In the order in which they were issued, revoked ones too. */
    public List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    /** Those who may log in, by name. */
    public List<User> users() {
        return List.copyOf(users.values());
    }

    /** Whether some user is an administrator. */
    public boolean hasAdmin() {
        return users.values().stream().anyMatch(user -> user.role().equals(Role.ADMIN.word()));
    }
}
