package dev.varve.query.web.access;

import java.security.SecureRandom;
import java.util.Optional;

/** Lets the first administrator in: a token that is good for one login, where nobody is known who could log in as one. */
public final class FirstLogin {

    private final OneTimeToken oneTimeToken;
    private final Credentials credentials;

    public FirstLogin(OneTimeToken oneTimeToken, Credentials credentials) {
        this.oneTimeToken = oneTimeToken;
        this.credentials = credentials;
    }

    /** A new token to be printed; empty if there is an administrator. */
    public Optional<String> token() {
        return credentials.knowsAnAdministrator()
                ? Optional.empty()
                : Optional.of(oneTimeToken.issue(new SecureRandom()));
    }
}
