package dev.varve.query.web.access;

import dev.varve.query.web.ForPrograms;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** What every request passes: who is it, does a rule allow it, did this site's own form send it. */
@Configuration(proxyBeanMethods = false)
class Door {

    /** Nothing from elsewhere, and no script or style that stands in the page. */
    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final int LONGEST_KEPT = 1_000;

    @Bean
    SecurityFilterChain everyRequest(HttpSecurity http, Credentials credentials, Refusals refusals, OidcHolder oidc) {
        http.authorizeHttpRequests(requests -> {
                    // what says why something was refused is itself for everybody, and cannot be asked for; the end of
                    // a stream
                    // belongs to an answer that was allowed
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    for (var rule : AccessRules.ALL) {
                        requests.requestMatchers(rule.matcher()).access(new RuleCheck(rule, credentials));
                    }
                    requests.anyRequest().denyAll();
                })
                .addFilterBefore(new StrangersGuard(refusals), SecurityContextHolderFilter.class)
                .addFilterBefore(new StoreGuard(), SecurityContextHolderFilter.class)
                .addFilterAfter(new TokenFilter(credentials, refusals), SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.ignoringRequestMatchers(TokenFilter::carriesToken))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frame -> frame.deny()))
                .securityContext(
                        context -> context.securityContextRepository(new HttpSessionSecurityContextRepository()))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
        oidc.login().ifPresent(login -> login.configure(http));
        return http.build();
    }

    /** Where to go on after the login: to a page, never to an answer for a program. It is kept for whoever asks, so it must be short. */
    private static HttpSessionRequestCache pagesOnly() {
        var cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(new NegatedRequestMatcher(new OrRequestMatcher(
                request -> ForPrograms.is(request.getRequestURI()), Door::isPartOfAPage, Door::isLong)));
        return cache;
    }

    private static boolean isLong(HttpServletRequest request) {
        var query = request.getQueryString() == null ? "" : request.getQueryString();
        return request.getRequestURI().length() + query.length() > LONGEST_KEPT;
    }

    static boolean isPartOfAPage(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null
                || !List.of("GET", "HEAD").contains(request.getMethod());
    }
}
