package dev.varve.query.web.access;

import dev.varve.server.Role;
import java.util.Optional;

/** Who is known here, and by what. Safe for several threads. */
public interface Credentials {

    /** Whose token that is, if it is valid now. */
    Optional<Visitor> byToken(String token);

    /** Likewise for a local user's password. An unknown user takes as long as a wrong password. */
    Optional<Visitor> byPassword(String user, String password);

    /** The role that a visitor has now; empty if there is none any more. */
    Optional<Role> roleNow(Visitor visitor);
}
