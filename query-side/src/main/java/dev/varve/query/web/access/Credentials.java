package dev.varve.query.web.access;

import dev.varve.server.Permission;
import dev.varve.server.Role;
import java.util.Optional;

/** Who is known here, and by what. Safe for several threads. */
public interface Credentials {

    /** Whose token that is, if it is valid now. */
    Optional<Visitor> byToken(String token);

    /** Likewise for a local user's password. An unknown user takes as long as a wrong password. */
    Optional<Visitor> byPassword(String user, String password);

    /**
     * Whether the events themselves still grant that, before anything is done: whoever keeps the views could write another grant into them.
     *
     * @param target {@code null} for what is about no single database
     */
    boolean mayAct(Visitor visitor, Permission permission, String target);

    /** The role that a visitor has now; empty if there is none any more. */
    Optional<Role> roleNow(Visitor visitor);
}
