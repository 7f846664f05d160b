package dev.varve.query.web.access;

import dev.varve.query.access.Access;
import dev.varve.query.projection.Views;
import dev.varve.query.web.WebSurroundings;
import dev.varve.server.CommandSide;
import dev.varve.server.PasswordFile;
import dev.varve.server.Role;
import dev.varve.store.DurableEventStore;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.session.StandardManager;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;

/** Who is let in, and how often they may try. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    ServletListenerRegistrationBean<StrangersSessions> strangersSessions() {
        return new ServletListenerRegistrationBean<>(new StrangersSessions());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> roomForStrangers() {
        return server -> {
            server.addContextCustomizers(context -> {
                var sessions = new StandardManager();
                sessions.setMaxActiveSessions(StrangersSessions.MOST);
                context.setManager(sessions);
            });
            server.addContextValves(new PlacesToSend());
        };
    }

    @Bean
    Limits loginLimits() {
        return new Limits(10, Duration.ofSeconds(6));
    }

    @Bean
    Limits exportLimits() {
        return new Limits(5, Duration.ofSeconds(10));
    }

    @Bean
    Access access(Views views) {
        return new Access(views);
    }

    @Bean
    Credentials credentials(Access access, WebSurroundings surroundings, Clock clock) {
        return new RecordedCredentials(
                access,
                surroundings.commandSide().map(CommandSide::accessAdministration),
                new PasswordFile(surroundings.home()),
                clock);
    }

    @Bean(initMethod = "start")
    AccessLog accessLog(WebSurroundings surroundings, Clock clock) {
        return new AccessLog(surroundings.commandSide().map(CommandSide::accessRecorder), clock);
    }

    @Bean
    OneTimeToken oneTimeToken() {
        return new OneTimeToken();
    }

    @Bean
    FirstLogin firstLogin(OneTimeToken token, DurableEventStore store) {
        return new FirstLogin(token, new Administrators(store.log()));
    }

    @Bean
    Refusals refusals(AccessLog log, Credentials credentials) {
        return new Refusals(log, credentials);
    }

    @Bean
    OidcHolder oidcLogin(
            Optional<ClientRegistrationRepository> providers, Environment environment, Access access, AccessLog log) {
        var roles = roles(environment); // also where nobody logs in by them yet: a wrong word is told at once
        return new OidcHolder(providers
                .filter(InMemoryClientRegistrationRepository.class::isInstance)
                .map(InMemoryClientRegistrationRepository.class::cast)
                .map(known -> new OidcLogin(known, new OidcVisitors(claim(environment), roles, access, log))));
    }

    private static String claim(Environment environment) {
        return environment.getProperty("varve.oidc.role-claim", "groups");
    }

    /** By the claim's values. A role that does not exist stops the server: nobody may be let in as something else. */
    private static Map<String, Role> roles(Environment environment) {
        var named = Binder.get(environment)
                .bind("varve.oidc.roles", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        var roles = new HashMap<String, Role>();
        named.forEach((value, word) -> roles.put(
                value,
                Role.named(word)
                        .orElseThrow(() -> new IllegalArgumentException("expected for varve.oidc.roles." + value
                                + " one of viewer, auditor, operator, approver, admin, found '" + word + "'"))));
        return roles;
    }

    @Bean
    LoginDesk loginDesk(Credentials credentials, OneTimeToken token, AccessLog log, OidcHolder oidc) {
        return new LoginDesk(
                credentials, token, log, oidc.login().map(OidcLogin::addresses).orElse(Map.of()));
    }
}
