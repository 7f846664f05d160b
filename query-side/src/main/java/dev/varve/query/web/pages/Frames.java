package dev.varve.query.web.pages;

import dev.varve.query.projection.ViewHealth;
import dev.varve.query.web.access.Visitors;
import dev.varve.server.Operations;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;

/** Puts what stands around a page together, for who asks for it. */
public final class Frames {

    private final Clock clock;
    private final Optional<Operations> operations;
    private final ViewHealth.Source health;

    public Frames(Clock clock, Optional<Operations> operations, ViewHealth.Source health) {
        this.clock = clock;
        this.operations = operations;
        this.health = health;
    }

    Frame of(String title, HttpServletRequest request) {
        var now = health.now();
        var times = new Times(Times.Kind.of(request.getParameter("times")), clock.instant());
        return new Frame(
                title,
                Visitors.current().orElse(null),
                Address.of(request),
                times,
                csrf(request),
                operations.isPresent(),
                saying(now),
                now.position(),
                null);
    }

    private static String saying(ViewHealth now) {
        if (!now.isUp()) {
            return "This page may be old: the views do not go on. " + now.failure();
        }
        long behind = now.head() - now.position();
        return behind > 1_000 ? "This page is " + behind + " events behind the log, and catching up." : null;
    }

    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : null;
    }
}
