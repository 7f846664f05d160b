package dev.varve.query.web.access;

import dev.varve.query.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.apache.catalina.session.TooManyActiveSessionsException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.MissingCsrfTokenException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers what cannot be read, and what there is no room for, and logs none of it: whom nobody knows can send it as often as they like. */
final class StrangersGuard extends OncePerRequestFilter {

    private final Refusals refusals;

    StrangersGuard(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            request.getParameterMap();
            chain.doFilter(request, response);
        } catch (InvalidParameterException unreadable) {
            Refusals.answer(
                    response,
                    new Problem(
                            HttpStatus.BAD_REQUEST,
                            "UNREADABLE",
                            "parameters in UTF-8, percent-encoded",
                            "something else",
                            "correct the address or the form"));
        } catch (TooManyActiveSessionsException full) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            Refusals.answer(response, Problem.ofTooManySessions());
        } catch (IllegalArgumentException failure) {
            if (!(failure.getCause() instanceof CharacterCodingException)) {
                throw failure;
            }
            refusals.handle(request, response, new MissingCsrfTokenException("one that is none"));
        }
    }
}
