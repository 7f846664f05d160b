package dev.varve.query.web.access;

import dev.varve.cli.Printable;
import dev.varve.query.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** What somebody is told who asked for what no rule is about. */
final class NotThere {

    private static final String REMEDY = "go by the links of the dashboard, or look at /api/v1/openapi.json";

    private NotThere() {}

    static Problem atAll(HttpServletRequest request) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "NOT_FOUND",
                "an address of this server",
                "none at " + Printable.quoted(request.getRequestURI()),
                REMEDY);
    }

    /** {@code methods}: by which it is answered. */
    static Problem byThisMethod(HttpServletRequest request, List<HttpMethod> methods) {
        return new Problem(
                HttpStatus.METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                methods.stream().map(HttpMethod::name).collect(Collectors.joining(" or ")),
                request.getMethod(),
                REMEDY);
    }
}
