package dev.varve.query.web.access;

import dev.varve.server.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** Lets people in by what they show, with a new session each time, and out again. */
public final class LoginDesk {

    private final Credentials credentials;
    private final OneTimeToken oneTimeToken;
    private final AccessLog log;
    private final Map<String, String> elsewhere;

    /**
     * A desk.
     *
     * @param elsewhere the addresses of this site that lead to a login elsewhere, by name
     */
    public LoginDesk(Credentials credentials, OneTimeToken oneTimeToken, AccessLog log, Map<String, String> elsewhere) {
        this.credentials = credentials;
        this.oneTimeToken = oneTimeToken;
        this.log = log;
        this.elsewhere = Map.copyOf(elsewhere);
    }

    public Map<String, String> elsewhere() {
        return elsewhere;
    }

    /** Where to go on, if that is the user's password. */
    public Optional<String> byPassword(
            String user, String password, HttpServletRequest request, HttpServletResponse response) {
        return enter(credentials.byPassword(user, password), user, request, response);
    }

    /** Likewise, if that is the token that the server printed and nobody used. */
    public Optional<String> byOneTimeToken(String token, HttpServletRequest request, HttpServletResponse response) {
        var visitor = oneTimeToken.use(token)
                ? Optional.of(Visitor.person("one-time token", Visitor.How.ONE_TIME_TOKEN, Role.ADMIN, 0))
                : Optional.<Visitor>empty();
        try {
            return enter(visitor, "one-time token", request, response);
        } catch (NotRecorded e) {
            oneTimeToken.giveBack(token);
            throw e;
        }
    }

    /** Ends the session. */
    public void leave(HttpServletRequest request) {
        Visitors.current().ifPresent(visitor -> log.loggedOut(visitor, request));
        Refusals.forget(request);
    }

    private Optional<String> enter(
            Optional<Visitor> visitor, String claimed, HttpServletRequest request, HttpServletResponse response) {
        if (visitor.isEmpty()) {
            log.loginFailed(claimed, request);
            return Optional.empty();
        }
        log.loggedIn(visitor.get(), request);
        var next = wanted(request, response);
        request.changeSessionId();
        StrangersSessions.letLive(request);
        new HttpSessionCsrfTokenRepository().saveToken(null, request, response);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(visitor.get(), null, List.of()));
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        return Optional.of(next);
    }

    /** The page of this site that was asked for before the login; never another site's. */
    static String wanted(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = new HttpSessionRequestCache().getRequest(request, response);
        if (saved == null) {
            return "/";
        }
        var address = UriComponentsBuilder.fromUriString(saved.getRedirectUrl()).build();
        var query = address.getQuery() == null ? "" : "?" + address.getQuery().replaceFirst("&?continue$", "");
        return address.getPath() == null || address.getPath().startsWith("//")
                ? "/"
                : address.getPath() + (query.equals("?") ? "" : query);
    }
}
