package dev.varve.command.access;

import dev.varve.command.access.AccessCommand.AddUser;
import dev.varve.command.access.AccessCommand.ChangePassword;
import dev.varve.command.access.AccessCommand.ChangeRole;
import dev.varve.command.access.AccessCommand.IssueToken;
import dev.varve.command.access.AccessCommand.RecordPassage;
import dev.varve.command.access.AccessCommand.RemoveUser;
import dev.varve.command.access.AccessCommand.RevokeToken;
import dev.varve.command.access.AccessState.Admitted;
import dev.varve.command.access.AccessState.Removed;
import dev.varve.command.access.AccessState.Revoked;
import dev.varve.command.access.AccessState.Unknown;
import dev.varve.command.access.AccessState.Valid;
import dev.varve.events.AccessEvent;
import dev.varve.events.AccessEvent.OfPassage;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.AccessEvent.TokenRevoked;
import dev.varve.events.AccessEvent.UserAdded;
import dev.varve.events.AccessEvent.UserPasswordChanged;
import dev.varve.events.AccessEvent.UserRemoved;
import dev.varve.events.AccessEvent.UserRoleChanged;
import dev.varve.server.AccessText;
import dev.varve.server.Grant;
import dev.varve.server.OrderRefused;
import dev.varve.server.OrderRefused.Why;
import dev.varve.server.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules of access: which facts a command leads to, and what they make of the state. Pure. */
final class AccessDecider {

    private AccessDecider() {}

    /**
     * Decides.
     *
     * @return the facts to record, in order; empty if the command changes nothing
     * @throws OrderRefused if there is no such token or user, or one of that name already
     */
    static List<AccessEvent> decide(AccessState state, AccessCommand command) {
        return switch (command) {
            case IssueToken issue -> issue(state, issue);
            case RevokeToken revoke -> revoke(state, revoke);
            case AddUser add -> add(state, add);
            case ChangeRole change -> changeRole(admitted(state, change.user()), change);
            case ChangePassword change -> {
                admitted(state, change.user());
                yield List.of(new UserPasswordChanged(change.user()));
            }
            case RemoveUser remove -> {
                admitted(state, remove.user());
                yield List.of(new UserRemoved(remove.user()));
            }
            case RecordPassage passage -> List.of(AccessText.in(passage.fact()));
        };
    }

    private static List<AccessEvent> issue(AccessState state, IssueToken command) {
        if (!(state instanceof Unknown)) {
            throw new OrderRefused(
                    Why.INVALID, "a new token's id", command.tokenId() + ", which another has", "ask again");
        }
        return List.of(new TokenIssued(
                command.tokenId(),
                command.name(),
                command.role(),
                command.targets(),
                command.sha256(),
                command.expiresAt()));
    }

    private static List<AccessEvent> revoke(AccessState state, RevokeToken command) {
        return switch (state) {
            case Valid valid ->
                List.of(new TokenRevoked(command.tokenId(), valid.token().name()));
            case Revoked already -> List.of();
            case Unknown unknown -> throw noToken(command.tokenId());
            case Admitted user -> throw noToken(command.tokenId());
            case Removed user -> throw noToken(command.tokenId());
        };
    }

    static OrderRefused noToken(String tokenId) {
        return new OrderRefused(
                Why.UNKNOWN, "the id of a token that was issued", AccessText.of(tokenId), "look: varve token list");
    }

    private static List<AccessEvent> add(AccessState state, AddUser command) {
        if (state instanceof Admitted user) {
            throw new OrderRefused(
                    Why.INVALID,
                    "a user who is not there yet",
                    command.user() + ", who is " + user.role(),
                    "change it: varve user role " + command.user() + " ROLE, or varve user password " + command.user());
        }
        return List.of(new UserAdded(command.user(), command.role()));
    }

    private static List<AccessEvent> changeRole(Admitted user, ChangeRole command) {
        return user.role().equals(command.role())
                ? List.of()
                : List.of(new UserRoleChanged(command.user(), user.role(), command.role()));
    }

    private static Admitted admitted(AccessState state, String user) {
        if (state instanceof Admitted admitted) {
            return admitted;
        }
        throw noUser(user);
    }

    static OrderRefused noUser(String user) {
        return new OrderRefused(Why.UNKNOWN, "the name of a user", AccessText.of(user), "look: varve user list");
    }

    /**
     * What somebody in that state may do at that moment.
     *
     * @param sha256 of the token's text; {@code null} for a user
     */
    static Optional<Grant> grant(AccessState state, String sha256, Instant now) {
        return switch (state) {
            case Valid valid ->
                valid.token().sha256().equals(sha256) && !hasExpired(valid.token(), now)
                        ? Role.named(valid.token().role())
                                .map(role -> new Grant(role, valid.token().targets()))
                        : Optional.empty();
            case Admitted user ->
                sha256 == null ? Role.named(user.role()).map(role -> new Grant(role, null)) : Optional.empty();
            case Unknown nobody -> Optional.empty();
            case Revoked token -> Optional.empty();
            case Removed user -> Optional.empty();
        };
    }

    private static boolean hasExpired(TokenIssued token, Instant now) {
        return token.expiresAt() != null && !now.isBefore(Instant.parse(token.expiresAt()));
    }

    /** What a fact makes of the state. */
    static AccessState evolve(AccessState state, AccessEvent event) {
        return switch (event) {
            case TokenIssued e -> new Valid(e);
            case TokenRevoked e -> new Revoked();
            case UserAdded e -> new Admitted(e.role());
            case UserRoleChanged e -> new Admitted(e.role());
            case UserRemoved e -> new Removed();
            case UserPasswordChanged e -> state;
            case OfPassage e -> state;
        };
    }
}
