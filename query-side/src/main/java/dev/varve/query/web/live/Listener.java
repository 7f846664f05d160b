package dev.varve.query.web.live;

import dev.varve.query.web.access.Credentials;
import dev.varve.query.web.access.Visitor;
import dev.varve.query.web.access.Visitors;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who listens.
 *
 * @param session of the login; {@code null} of a program with a token
 */
record Listener(Optional<Visitor> visitor, HttpSession session) {

    /** Who asks, of the request that this thread answers. */
    static Listener now() {
        var request = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return new Listener(Visitors.current(), request.getRequest().getSession(false));
    }

    String name() {
        return visitor.map(Visitor::name).orElse("");
    }

    /** Not any more once they have logged out, or are not let in any more. */
    boolean mayStay(Credentials credentials) {
        return visitor.flatMap(credentials::roleNow).isPresent() && !hasLoggedOut();
    }

    private boolean hasLoggedOut() {
        if (session == null) {
            return false;
        }
        try {
            session.getCreationTime();
            return false;
        } catch (IllegalStateException ended) {
            return true;
        }
    }
}
