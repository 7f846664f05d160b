package dev.varve.query.web.access;

import static dev.varve.server.Permission.ADMINISTER;
import static dev.varve.server.Permission.APPROVE;
import static dev.varve.server.Permission.EXPORT;
import static dev.varve.server.Permission.OPERATE;
import static dev.varve.server.Permission.VIEW;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;

/** Every path that is answered. What is not here is denied to everybody. */
public final class AccessRules {

    /** The first that fits decides. */
    public static final List<AccessRule> ALL = List.of(
            AccessRule.anybody(GET, "/login"),
            AccessRule.anybody(POST, "/login"),
            AccessRule.anybody(GET, "/assets/**"),
            AccessRule.anybody(GET, "/webjars/**"),
            AccessRule.anybody(GET, "/actuator/health"),
            AccessRule.anybody(GET, "/actuator/health/liveness"),
            AccessRule.anybody(GET, "/actuator/health/readiness"),
            new AccessRule(GET, "/actuator/prometheus", VIEW),
            new AccessRule(POST, "/logout", VIEW),
            // pages
            new AccessRule(GET, "/", VIEW),
            new AccessRule(GET, "/attention", VIEW),
            new AccessRule(GET, "/live", VIEW),
            new AccessRule(GET, "/runs", VIEW),
            new AccessRule(GET, "/runs/{runId}", VIEW),
            new AccessRule(GET, "/backups", VIEW),
            new AccessRule(GET, "/stamps", VIEW),
            new AccessRule(GET, "/events", VIEW),
            new AccessRule(GET, "/events/{sequence}", VIEW),
            new AccessRule(GET, "/integrity", VIEW),
            new AccessRule(POST, "/integrity", EXPORT),
            new AccessRule(GET, "/reports", EXPORT),
            new AccessRule(GET, "/reports/file", EXPORT),
            new AccessRule(GET, "/targets/{target}", VIEW),
            new AccessRule(GET, "/targets/{target}/revisions", VIEW),
            new AccessRule(GET, "/targets/{target}/schema", VIEW),
            new AccessRule(GET, "/targets/{target}/time", VIEW),
            new AccessRule(GET, "/targets/{target}/plan", OPERATE),
            new AccessRule(GET, "/targets/{target}/recovery", VIEW),
            new AccessRule(POST, "/targets/{target}/orders", OPERATE),
            new AccessRule(POST, "/targets/{target}/proposals/{proposal}", APPROVE),
            new AccessRule(GET, "/orders/{id}", VIEW),
            new AccessRule(GET, "/access", ADMINISTER),
            new AccessRule(POST, "/access/tokens", ADMINISTER),
            new AccessRule(POST, "/access/tokens/{id}/revocation", ADMINISTER),
            new AccessRule(POST, "/access/users", ADMINISTER),
            new AccessRule(POST, "/access/users/{user}/role", ADMINISTER),
            new AccessRule(POST, "/access/users/{user}/removal", ADMINISTER),
            // programs
            new AccessRule(GET, "/api/v1/openapi.json", VIEW),
            new AccessRule(GET, "/api/v1/targets", VIEW),
            new AccessRule(GET, "/api/v1/targets/{target}", VIEW),
            new AccessRule(GET, "/api/v1/targets/{target}/findings", VIEW),
            new AccessRule(GET, "/api/v1/targets/{target}/backups", VIEW),
            new AccessRule(GET, "/api/v1/targets/{target}/runs", VIEW),
            new AccessRule(GET, "/api/v1/targets/{target}/schema", VIEW),
            new AccessRule(GET, "/api/v1/targets/{target}/revisions", VIEW),
            new AccessRule(GET, "/api/v1/targets/{target}/events", VIEW),
            new AccessRule(POST, "/api/v1/targets/{target}/orders", OPERATE),
            new AccessRule(POST, "/api/v1/targets/{target}/proposals/{proposal}", APPROVE),
            new AccessRule(GET, "/api/v1/orders/{id}", VIEW),
            new AccessRule(GET, "/api/v1/runs", VIEW),
            new AccessRule(GET, "/api/v1/runs/{runId}", VIEW),
            new AccessRule(GET, "/api/v1/events", VIEW),
            new AccessRule(GET, "/api/v1/events/stream", VIEW),
            new AccessRule(GET, "/api/v1/events/{sequence}", VIEW),
            new AccessRule(GET, "/api/v1/log", VIEW),
            new AccessRule(POST, "/api/v1/log/proof", EXPORT),
            new AccessRule(GET, "/api/v1/report", EXPORT));

    private AccessRules() {}

    /** The rule that decides about a request; empty if it is denied to everybody. */
    static Optional<AccessRule> of(HttpServletRequest request) {
        return ALL.stream().filter(rule -> rule.matcher().matches(request)).findFirst();
    }

    /** By which methods its path is answered; empty if by none: there is nothing. */
    static List<HttpMethod> methodsOf(HttpServletRequest request) {
        return ALL.stream()
                .filter(rule -> rule.isOfPath(request))
                .flatMap(rule -> rule.methods().stream())
                .distinct()
                .toList();
    }
}
