package dev.varve.query.web.access;

import dev.varve.server.Permission;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

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

    PathPatternRequestMatcher matcher() {
        return PathPatternRequestMatcher.pathPattern(method, pattern);
    }
}
