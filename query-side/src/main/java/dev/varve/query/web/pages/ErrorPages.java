package dev.varve.query.web.pages;

import dev.varve.query.web.ForPrograms;
import dev.varve.query.web.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
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

    /** What was refused before a handler had it, or what the servlet container could not answer. */
    @RequestMapping("/error")
    Object unanswered(HttpServletRequest request) {
        var problem = Problem.keptFor(request).orElseGet(() -> unanswered(status(request)));
        var asked = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        return ForPrograms.is(asked) ? problem.asAnswer(HttpHeaders.EMPTY) : of(problem, request);
    }

    private static HttpStatus status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer number
                ? HttpStatus.valueOf(number)
                : HttpStatus.NOT_FOUND;
    }

    private static Problem unanswered(HttpStatus status) {
        return status.is5xxServerError()
                ? new Problem(status, "FAULT", "an answer", "a fault of Varve itself", "look at the server's log")
                : new Problem(
                        status,
                        "NOT_ANSWERED",
                        "a request that this server answers",
                        "one that it does not take",
                        "go to the fleet");
    }
}
