package dev.varve.query.web.access;

import dev.varve.query.access.Access;
import dev.varve.query.access.TokenView;
import dev.varve.query.access.UserView;
import dev.varve.server.PasswordFile;
import dev.varve.server.Role;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Who is let in by what the events tell, and by the passwords of the home. */
final class RecordedCredentials implements Credentials {

    private final Access access;
    private final PasswordFile passwords;
    private final Clock clock;

    RecordedCredentials(Access access, PasswordFile passwords, Clock clock) {
        this.access = access;
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
                        token.sequence()));
    }

    /** The password is compared first, whoever it is, so that who is known cannot be told by the time that it takes. */
    @Override
    public Optional<Visitor> byPassword(String user, String password) {
        var isRight = passwords.matches(user, password.toCharArray());
        return access.user(user)
                .filter(known -> isRight)
                .flatMap(known -> known.granted()
                        .map(role -> new Visitor(user, Visitor.How.PASSWORD, role, Set.of(), known.sequence())));
    }

    /** A login from before something changed of the user is worth nothing. */
    @Override
    public Optional<Role> roleNow(Visitor visitor) {
        return switch (visitor.how()) {
            case PASSWORD ->
                access.user(visitor.name())
                        .filter(user -> user.sequence() == visitor.grantedBy())
                        .flatMap(UserView::granted);
            case API_TOKEN, OIDC, ONE_TIME_TOKEN -> Optional.of(visitor.role());
        };
    }
}
