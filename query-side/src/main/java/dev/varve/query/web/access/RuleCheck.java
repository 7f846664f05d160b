package dev.varve.query.web.access;

import dev.varve.server.Permission;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Whether a visitor may what a rule demands, by the role that they have now. */
record RuleCheck(AccessRule rule, Credentials credentials)
        implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Set<Permission> ONLY_SHOWS = Set.of(Permission.VIEW, Permission.EXPORT);

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext request) {
        if (rule.isForAnybody()) {
            return new AuthorizationDecision(true);
        }
        var known = authentication.get();
        return new AuthorizationDecision(known != null
                && known.getPrincipal() instanceof Visitor visitor
                && credentials
                        .roleNow(visitor)
                        .filter(role -> role.may(rule.needed()))
                        .isPresent()
                && mayAskAbout(visitor, request)
                && (ONLY_SHOWS.contains(rule.needed()) || credentials.mayAct(visitor, rule.needed(), target(request))));
    }

    /** A token that is confined to some databases is for what is about one of them, and for nothing else. */
    private static boolean mayAskAbout(Visitor visitor, RequestAuthorizationContext request) {
        var target = target(request);
        return visitor.targets().isEmpty()
                || (target != null && visitor.targets().contains(target));
    }

    private static String target(RequestAuthorizationContext request) {
        return request.getVariables().get("target");
    }
}
