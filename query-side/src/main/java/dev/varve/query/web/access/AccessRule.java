package dev.varve.query.web.access;

import dev.varve.server.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may ask for what.
 *
 * @param pattern of paths, as Spring writes them; {@code {target}} stands for the database that it is about
 * @param needed {@code null} if anybody may, also without a login
 */
public record AccessRule(HttpMethod method, String pattern, Permission needed) {

    static AccessRule anybody(HttpMethod method, String pattern) {
        return new AccessRule(method, pattern, null);
    }

    public boolean isForAnybody() {
        return needed == null;
    }

    /** The methods that it is about: whoever may have something may ask about it without having it (RFC 9110, section 9.3.2). */
    public List<HttpMethod> methods() {
        return method.equals(HttpMethod.GET) ? List.of(HttpMethod.GET, HttpMethod.HEAD) : List.of(method);
    }

    RequestMatcher matcher() {
        return new OrRequestMatcher(methods().stream()
                .<RequestMatcher>map(asked -> PathPatternRequestMatcher.pathPattern(asked, pattern))
                .toList());
    }

    /** Whether it is about that path, by whatever method it is asked for. */
    boolean isOfPath(HttpServletRequest request) {
        return PathPatternRequestMatcher.pathPattern(pattern).matches(request);
    }
}
