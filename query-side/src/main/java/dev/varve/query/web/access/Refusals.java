package dev.varve.query.web.access;

import dev.varve.cli.Json;
import dev.varve.query.web.ForPrograms;
import dev.varve.query.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

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
        if (ForPrograms.is(request.getRequestURI()) || Door.isPartOfAPage(request)) {
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
        if (visitor.isEmpty() && (ForPrograms.is(request.getRequestURI()) || !(why instanceof CsrfException))) {
            letLogIn(request, response); // as to what there is: a stranger learns nothing by the difference
            return;
        }
        var hasEnded = visitor.filter(this::hasEnded).isPresent();
        if (visitor.isPresent() && !hasEnded && AccessRules.of(request).isEmpty()) {
            tellThatThereIsNothing(request, response);
            return;
        }
        log.denied(
                visitor.orElse(null), why instanceof CsrfException ? "a form of this site" : needed(request), request);
        if (hasEnded) {
            forget(request);
            letLogIn(request, response);
            return;
        }
        tell(mayNot(why), request, response);
    }

    /** Nothing that is there was denied, so nothing is recorded. */
    private static void tellThatThereIsNothing(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var methods = AccessRules.methodsOf(request);
        if (!methods.isEmpty()) {
            response.setHeader(
                    HttpHeaders.ALLOW, methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
        }
        var problem = methods.isEmpty() ? NotThere.atAll(request) : NotThere.byThisMethod(request, methods);
        if (Door.isPartOfAPage(request)) {
            answer(response, problem);
        } else {
            tell(problem, request, response);
        }
    }

    /** As a document to a program, as a page to a person. */
    static void tell(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("HX-Request") != null || ForPrograms.is(request.getRequestURI())) {
            answer(response, problem);
        } else {
            problem.keepFor(request);
            response.sendError(problem.status().value());
        }
    }

    /** The login of somebody of whom something changed since, who may be let in again as what they are now. */
    private boolean hasEnded(Visitor visitor) {
        return visitor.how() != Visitor.How.API_TOKEN
                && credentials.roleNow(visitor).isEmpty();
    }

    /** Ends the session, whoever had it. */
    static void forget(HttpServletRequest request) {
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

    static void answer(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType("application/problem+json");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(Json.text(problem.asDocument()).getBytes(StandardCharsets.UTF_8));
    }
}
