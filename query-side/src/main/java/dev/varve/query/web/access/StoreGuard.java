package dev.varve.query.web.access;

import dev.varve.cli.Printable;
import dev.varve.query.projection.ViewsUnusable;
import dev.varve.query.web.Problem;
import dev.varve.store.StoreFailure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says what is wrong where the store or the views fail while it is still being found out who asks; handlers have their own way. */
final class StoreGuard extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(StoreGuard.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (NotRecorded unrecorded) {
            Refusals.tell(unrecorded.problem(), request, response);
        } catch (StoreFailure | ViewsUnusable unreadable) {
            LOG.error("cannot find out who asks for {}", Printable.text(request.getRequestURI()), unreadable);
            Refusals.tell(Problem.ofStore(unreadable), request, response);
        }
    }
}
