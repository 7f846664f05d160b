package dev.varve.query.web.access;

import dev.varve.query.access.Access;
import dev.varve.query.access.TokenView;
import dev.varve.query.access.UserView;
import dev.varve.server.AccessAdministration;
import dev.varve.server.PasswordFile;
import dev.varve.server.Permission;
import dev.varve.server.Role;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Who is let in by what the events tell, and by the passwords of the home. */
final class RecordedCredentials implements Credentials {

    private final Access access;
    private final Optional<AccessAdministration> administration;
    private final PasswordFile passwords;
    private final Clock clock;

    RecordedCredentials(
            Access access, Optional<AccessAdministration> administration, PasswordFile passwords, Clock clock) {
        this.access = access;
        this.administration = administration;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public Optional<Visitor> byToken(String token) {
        return access.valid(token, clock.instant()).flatMap(this::visitor);
    }

    private Optional<Visitor> visitor(TokenView token) {
        return token.granted(clock.instant())
                .map(role -> new Visitor(
                        "token:" + token.name(),
                        Visitor.How.API_TOKEN,
                        role,
                        token.targets() == null ? Set.of() : Set.copyOf(token.targets()),
                        token.sequence(),
                        token.tokenId(),
                        token.sha256()));
    }

    /** The password is compared first, whoever it is, so that who is known cannot be told by the time that it takes. */
    @Override
    public Optional<Visitor> byPassword(String user, String password) {
        boolean isRight;
        synchronized (passwords) { // each takes 19 MiB, as it should: one at a time
            isRight = passwords.matches(user, password.toCharArray());
        }
        return access.user(user)
                .filter(known -> isRight)
                .flatMap(known -> known.granted()
                        .map(role -> Visitor.person(user, Visitor.How.PASSWORD, role, known.sequence())));
    }

    /** A login from before something changed of the user is worth nothing. */
    @Override
    public Optional<Role> roleNow(Visitor visitor) {
        return switch (visitor.how()) {
            case PASSWORD -> asUser(visitor, access.user(visitor.name()));
            case API_TOKEN -> access.tokenByHash(visitor.sha256()).flatMap(token -> token.granted(clock.instant()));
            case OIDC -> {
                var added = access.user(visitor.name());
                yield added.isPresent() || visitor.grantedBy() > 0
                        ? asUser(visitor, added)
                        : Optional.of(visitor.role());
            }
            case ONE_TIME_TOKEN -> Optional.of(visitor.role());
        };
    }

    private static Optional<Role> asUser(Visitor visitor, Optional<UserView> user) {
        return user.filter(known -> known.sequence() == visitor.grantedBy()).flatMap(UserView::granted);
    }

    @Override
    public boolean mayAct(Visitor visitor, Permission permission, String target) {
        return administration
                .map(events -> switch (visitor.how()) {
                    case PASSWORD ->
                        events.grantOfUser(visitor.name())
                                .filter(grant -> grant.allows(permission, target))
                                .isPresent();
                    case API_TOKEN ->
                        events.grantOfToken(visitor.tokenId(), visitor.sha256())
                                .filter(grant -> grant.allows(permission, target))
                                .isPresent();
                    case OIDC ->
                        visitor.grantedBy() == 0
                                || events.grantOfUser(visitor.name())
                                        .filter(grant -> grant.allows(permission, target))
                                        .isPresent();
                    case ONE_TIME_TOKEN -> true;
                })
                .orElse(true);
    }
}
