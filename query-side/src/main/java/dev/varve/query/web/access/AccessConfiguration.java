package dev.varve.query.web.access;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is let in, and how often they may try. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Limits loginLimits() {
        return new Limits(10, Duration.ofSeconds(6));
    }

    @Bean
    Limits exportLimits() {
        return new Limits(5, Duration.ofSeconds(10));
    }

    @Bean
    OneTimeToken oneTimeToken() {
        return new OneTimeToken();
    }

    @Bean
    FirstLogin firstLogin(OneTimeToken token, Credentials credentials) {
        return new FirstLogin(token, credentials);
    }

    @Bean
    Refusals refusals(AccessLog log) {
        return new Refusals(log);
    }

    @Bean
    LoginDesk loginDesk(Credentials credentials, OneTimeToken token, AccessLog log, Optional<OidcLogin> oidc) {
        return new LoginDesk(
                credentials, token, log, oidc.map(OidcLogin::addresses).orElse(Map.of()));
    }
}
