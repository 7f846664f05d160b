package dev.varve.query.web;

import dev.varve.query.web.live.ViewsTail;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The position of the views as the entity tag of what is read from them: who asks again with {@code If-None-Match} learns without a query that
 * nothing has changed (RFC 9110, section 13.1.2). Read before the answer is made, so that a tag is never newer than what it stands for; and
 * where the views do not hold that event any more when the answer is there, because they are made anew, it gets no tag. With the event's id, so
 * that a position in another log is another tag.
 */
final class ViewsEtag extends OncePerRequestFilter {

    private final ViewsTail tail;
    private final String version;

    /** {@code version}: Varve's own; another may answer otherwise. */
    ViewsEtag(ViewsTail tail, String version) {
        this.tail = tail;
        this.version = Integer.toHexString(version.hashCode());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !List.of("GET", "HEAD").contains(request.getMethod())
                || !path.startsWith("/api/v1/")
                || path.endsWith("/stream")
                || path.equals("/api/v1/report")
                || path.equals("/api/v1/log")
                || path.startsWith("/api/v1/orders/")
                || path.equals("/api/v1/openapi.json");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var seen = tail.where();
        var tag = "W/\"" + seen.sequence() + "-" + seen.eventId() + "-" + version + "\"";
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setHeader(HttpHeaders.ETAG, tag);
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        chain.doFilter(request, new Tagged(response, tag, () -> tail.hold(seen.sequence())));
    }

    /** Gets its tag when the answer is about to be written: everything was read by then. */
    private static final class Tagged extends HttpServletResponseWrapper {

        private final String tag;
        private final BooleanSupplier holds;

        Tagged(HttpServletResponse response, String tag, BooleanSupplier holds) {
            super(response);
            this.tag = tag;
            this.holds = holds;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            tag();
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            tag();
            return super.getWriter();
        }

        private void tag() {
            if (getStatus() == HttpStatus.OK.value() && !isCommitted() && holds.getAsBoolean()) {
                setHeader(HttpHeaders.ETAG, tag);
            }
        }
    }
}
