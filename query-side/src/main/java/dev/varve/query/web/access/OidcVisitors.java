package dev.varve.query.web.access;

import dev.varve.query.access.Access;
import dev.varve.server.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Takes who a provider vouches for as a visitor, with the strongest role that one of their claim's values is mapped to; without one, nobody. */
final class OidcVisitors
        implements OAuth2UserService<OidcUserRequest, OidcUser>,
                AuthenticationSuccessHandler,
                AuthenticationFailureHandler {

    private final OidcUserService provider = new OidcUserService();
    private final String roleClaim;
    private final Map<String, Role> roles;
    private final Access access;
    private final AccessLog log;

    /**
     * Maps values of a claim to roles.
     *
     * @param roleClaim the claim's name, such as {@code groups}
     * @param roles by the claim's values
     */
    OidcVisitors(String roleClaim, Map<String, Role> roles, Access access, AccessLog log) {
        this.roleClaim = roleClaim;
        this.roles = Map.copyOf(roles);
        this.access = access;
        this.log = log;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        return provider.loadUser(request);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var user = (OidcUser) authentication.getPrincipal();
        var known = visitor(user);
        if (known.isEmpty()) {
            refuse(name(user), request, response);
            return;
        }
        var visitor = known.get();
        enter(visitor, request);
        StrangersSessions.letLive(request);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(visitor, null, List.of()));
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        response.sendRedirect(LoginDesk.wanted(request, response));
    }

    private void enter(Visitor visitor, HttpServletRequest request) {
        try {
            log.loggedIn(visitor, request);
        } catch (NotRecorded e) {
            Refusals.forget(request);
            throw e;
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        refuse("by OpenID Connect", request, response);
    }

    /** Somebody who was added as a user here is what they were made here, whatever they claim; and nobody, once they were removed. */
    private Optional<Visitor> visitor(OidcUser user) {
        var name = name(user);
        var added = access.user(name);
        return added.isPresent()
                ? added.get()
                        .granted()
                        .map(role -> Visitor.person(
                                name, Visitor.How.OIDC, role, added.get().sequence()))
                : role(user.getClaims()).map(role -> Visitor.person(name, Visitor.How.OIDC, role, 0));
    }

    /** The strongest: one that may all that the others may comes last. */
    Optional<Role> role(Map<String, Object> claims) {
        var values = claims.get(roleClaim) instanceof Collection<?> several
                ? several
                : List.of(String.valueOf(claims.get(roleClaim)));
        return values.stream()
                .map(String::valueOf)
                .map(roles::get)
                .filter(java.util.Objects::nonNull)
                .max(Enum::compareTo);
    }

    private static String name(OidcUser user) {
        return user.getPreferredUsername() != null ? user.getPreferredUsername() : user.getName();
    }

    private void refuse(String claimed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.loginFailed(claimed, request);
        Refusals.forget(request);
        response.sendRedirect("/login?refused=oidc");
    }
}
