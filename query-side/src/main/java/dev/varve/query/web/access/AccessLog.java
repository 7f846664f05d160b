package dev.varve.query.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;

/** Keeps who came in, who was turned away, and who took evidence out. */
public interface AccessLog {

    void loggedIn(Visitor visitor, HttpServletRequest request);

    /** Somebody was not let in. {@code claimed}: who they said they are. */
    void loginFailed(String claimed, HttpServletRequest request);

    void loggedOut(Visitor visitor, HttpServletRequest request);

    void tokenRefused(HttpServletRequest request);

    void denied(HttpServletRequest request);

    /**
     * Evidence is about to go out. Throws if that cannot be kept: what is not recorded does not go out.
     *
     * @param target {@code null} for all; so are the moments for no bound
     */
    void exported(
            Visitor visitor,
            String what,
            String format,
            String target,
            Instant since,
            Instant until,
            HttpServletRequest request);
}
