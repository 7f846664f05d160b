package dev.varve.query.web.access;

import java.security.SecureRandom;
import java.util.Optional;

/** Lets the first administrator in: a token that is good for one login, where nobody is known who could log in as one. */
public final class FirstLogin {

    private final OneTimeToken oneTimeToken;
    private final Administrators administrators;

    FirstLogin(OneTimeToken oneTimeToken, Administrators administrators) {
        this.oneTimeToken = oneTimeToken;
        this.administrators = administrators;
    }

    /** A new token to be printed; empty if there is an administrator. */
    public Optional<String> token() {
        return administrators.areKnown() ? Optional.empty() : Optional.of(oneTimeToken.issue(new SecureRandom()));
    }
}
