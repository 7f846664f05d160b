package dev.varve.query.web.access;

import dev.varve.cli.Json;
import dev.varve.query.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.util.UriComponentsBuilder;

/** Sends who is not known to the login, and tells who may not why; records both. */
public final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final AccessLog log;
    private final Credentials credentials;

    public Refusals(AccessLog log, Credentials credentials) {
        this.log = log;
        this.credentials = credentials;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (TokenFilter.carriesToken(request)) {
            log.tokenRefused(request);
        }
        letLogIn(request, response);
    }

    private void letLogIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Door.isForPrograms(request) || Door.isPartOfAPage(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"varve\"");
            response.setHeader("HX-Redirect", "/login");
            answer(response, notKnown());
        } else {
            response.sendRedirect("/login");
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        var visitor = Visitors.current();
        log.denied(
                visitor.orElse(null), why instanceof CsrfException ? "a form of this site" : needed(request), request);
        if (visitor.filter(this::hasEnded).isPresent()) {
            forget(request);
            letLogIn(request, response);
            return;
        }
        if (Door.isForPrograms(request) || request.getHeader("HX-Request") != null) {
            answer(response, mayNot(why));
        } else {
            var place = UriComponentsBuilder.fromPath("/login")
                    .queryParam("refused", why instanceof CsrfException ? "form" : "role")
                    .build();
            response.sendError(HttpStatus.FORBIDDEN.value(), place.getQuery());
        }
    }

    /** The login of somebody of whom something changed since, who may be let in again as what they are now. */
    private boolean hasEnded(Visitor visitor) {
        return visitor.how() != Visitor.How.API_TOKEN
                && credentials.roleNow(visitor).isEmpty();
    }

    private static void forget(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    private static String needed(HttpServletRequest request) {
        return AccessRules.of(request)
                .map(rule -> String.valueOf(rule.needed()))
                .orElse("a page of this server");
    }

    private static Problem notKnown() {
        return new Problem(
                HttpStatus.UNAUTHORIZED,
                "NOT_LOGGED_IN",
                "a login, or a valid token in 'Authorization: Bearer …'",
                "neither",
                "log in, or ask an administrator for a token ('varve token issue')");
    }

    private static Problem mayNot(AccessDeniedException why) {
        return why instanceof CsrfException
                ? new Problem(
                        HttpStatus.FORBIDDEN,
                        "FORM_NOT_FROM_HERE",
                        "a form of this site, from this login",
                        "one without its token, or of an earlier login",
                        "load the page anew and send the form again")
                : new Problem(
                        HttpStatus.FORBIDDEN,
                        "NOT_ALLOWED",
                        "a role that allows this",
                        "one that does not",
                        "ask an administrator");
    }

    private static void answer(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType("application/problem+json");
        response.getOutputStream().write(Json.text(problem.asDocument()).getBytes(StandardCharsets.UTF_8));
    }
}
