package dev.varve.query.web.pages;

import dev.varve.query.web.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Says why a page is not shown, and what to do. */
@Controller
public class ErrorPages implements ErrorController {

    private final Frames frames;

    ErrorPages(Frames frames) {
        this.frames = frames;
    }

    public Html of(Problem problem, HttpServletRequest request) {
        return Html.page("error", frames.of(problem.status().getReasonPhrase(), request), problem)
                .with(problem.status());
    }

    /** What the servlet container could not answer. */
    @RequestMapping("/error")
    Html unanswered(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.valueOf(number) : HttpStatus.NOT_FOUND;
        return of(
                status == HttpStatus.FORBIDDEN
                        ? new Problem(
                                status,
                                "NOT_ALLOWED",
                                "a login whose role allows this, and a form of this site",
                                "a role that does not, or a form of an earlier login",
                                "load the page anew; if that does not help, ask an administrator")
                        : new Problem(
                                status,
                                "NOT_ANSWERED",
                                "a page of this server",
                                "none at this address",
                                "go to the fleet"),
                request);
    }
}
