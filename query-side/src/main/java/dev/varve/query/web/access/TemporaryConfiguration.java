package dev.varve.query.web.access;

import dev.varve.server.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** To be replaced. */
@Configuration(proxyBeanMethods = false)
class TemporaryConfiguration {
    @Bean
    Credentials credentials() {
        return new Credentials() {
            @Override
            public Optional<Visitor> byToken(String token) {
                return Optional.empty();
            }

            @Override
            public Optional<Visitor> byPassword(String user, String password) {
                return Optional.empty();
            }

            @Override
            public Optional<Role> roleNow(Visitor visitor) {
                return Optional.of(visitor.role());
            }

            @Override
            public boolean knowsAnAdministrator() {
                return false;
            }
        };
    }

    @Bean
    AccessLog accessLog() {
        return new AccessLog() {
            @Override
            public void loggedIn(Visitor visitor, HttpServletRequest request) {}

            @Override
            public void loginFailed(String claimed, HttpServletRequest request) {}

            @Override
            public void loggedOut(Visitor visitor, HttpServletRequest request) {}

            @Override
            public void tokenRefused(HttpServletRequest request) {}

            @Override
            public void denied(HttpServletRequest request) {}

            @Override
            public void exported(
                    Visitor v,
                    String what,
                    String format,
                    String target,
                    Instant since,
                    Instant until,
                    HttpServletRequest request) {}
        };
    }
}
