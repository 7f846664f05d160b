package dev.varve.query.web.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

/** Login at providers that the operator configured (OpenID Connect). Only who has a claim that the operator mapped to a role is let in. */
final class OidcLogin {

    private static final String BEGIN = "/oauth2/authorization/";

    private final Iterable<ClientRegistration> providers;
    private final OidcVisitors visitors;

    OidcLogin(Iterable<ClientRegistration> providers, OidcVisitors visitors) {
        this.providers = providers;
        this.visitors = visitors;
    }

    /** Where to begin, by the provider's name. */
    Map<String, String> addresses() {
        var addresses = new LinkedHashMap<String, String>();
        providers.forEach(provider -> addresses.put(provider.getClientName(), BEGIN + provider.getRegistrationId()));
        return addresses;
    }

    void configure(HttpSecurity http) {
        http.oauth2Login(login -> login.loginPage("/login")
                .userInfoEndpoint(info -> info.oidcUserService(visitors))
                .successHandler(visitors)
                .failureHandler(visitors));
    }
}
