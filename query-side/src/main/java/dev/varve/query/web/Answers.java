package dev.varve.query.web;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.Printable;
import dev.varve.query.projection.ViewsUnusable;
import dev.varve.query.web.access.NotRecorded;
import dev.varve.query.web.access.TooOften;
import dev.varve.query.web.live.TooManyListeners;
import dev.varve.query.web.pages.ErrorPages;
import dev.varve.server.OrderRefused;
import dev.varve.store.StoreFailure;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.session.TooManyActiveSessionsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/** What is answered where something cannot be: a problem for a program, a page for a person. */
@ControllerAdvice
class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** Seconds. Nobody can tell when a listener leaves; none stays longer than ten minutes. */
    private static final long UNTIL_ONE_LEAVES = 30;

    private final ErrorPages pages;

    Answers(ErrorPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    Object of(Unknown unknown, HttpServletRequest request) {
        return answer(
                new Problem(
                        HttpStatus.NOT_FOUND,
                        "UNKNOWN",
                        unknown.what() + " that is recorded",
                        "none of the name " + Printable.quoted(unknown.name()),
                        "look it up in the list of those that are recorded"),
                request);
    }

    @ExceptionHandler
    Object of(CommandFailure failure, HttpServletRequest request) {
        return answer(Problem.of(failure), request);
    }

    @ExceptionHandler
    Object of(OrderRefused refused, HttpServletRequest request) {
        var status = switch (refused.why()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case INVALID -> HttpStatus.BAD_REQUEST;
            case MOVED -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
        };
        return answer(
                new Problem(
                        status, "ORDER_" + refused.why().name(), refused.expected(), refused.found(), refused.remedy()),
                request);
    }

    @ExceptionHandler
    Object of(TooOften often, HttpServletRequest request) {
        return answer(
                new Problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "TOO_OFTEN",
                        "fewer requests of this kind",
                        "one more within " + often.waitSeconds() + " s",
                        "wait so long"),
                request,
                retryAfter(often.waitSeconds()));
    }

    @ExceptionHandler
    Object of(TooManyListeners full, HttpServletRequest request) {
        return answer(
                new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "TOO_MANY_LISTENERS",
                        "a free place for a listener",
                        "every one taken",
                        "try again later, or close pages that nobody looks at"),
                request,
                retryAfter(UNTIL_ONE_LEAVES));
    }

    @ExceptionHandler
    Object of(NotRecorded unrecorded, HttpServletRequest request) {
        return answer(unrecorded.problem(), request);
    }

    @ExceptionHandler({StoreFailure.class, ViewsUnusable.class})
    Object unreadable(RuntimeException failure, HttpServletRequest request) {
        LOG.error("cannot answer {}", Printable.text(request.getRequestURI()), failure);
        return answer(Problem.ofStore(failure), request);
    }

    /** A number that is none, or text that is no document. */
    @ExceptionHandler({TypeMismatchException.class, HttpMessageNotReadableException.class})
    Object notReadable(Exception failure, HttpServletRequest request) {
        return answer(
                notUnderstood(
                        HttpStatus.BAD_REQUEST,
                        failure instanceof TypeMismatchException mismatch
                                ? mismatch.getPropertyName() + " "
                                        + Printable.quoted(String.valueOf(mismatch.getValue()))
                                : "a body that cannot be read"),
                request);
    }

    @ExceptionHandler
    Object noSession(TooManyActiveSessionsException full) {
        return Problem.ofTooManySessions().asAnswer(retryAfter(60)); // a page would need a session
    }

    /** Whoever asked is gone. */
    @ExceptionHandler({AsyncRequestNotUsableException.class, AsyncRequestTimeoutException.class})
    void nobodyWaits(Exception gone) {
        LOG.debug("nobody waits for the answer any more", gone);
    }

    @ExceptionHandler
    Object of(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            return answer(notUnderstood(status, known.getBody().getDetail()), request, known.getHeaders());
        }
        LOG.error("cannot answer {}", Printable.text(request.getRequestURI()), failure);
        return answer(
                new Problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "FAULT",
                        "an answer",
                        "a fault of Varve itself",
                        "look at the server's log"),
                request);
    }

    private static Problem notUnderstood(HttpStatus status, String found) {
        return new Problem(
                status,
                status.name(),
                "a request that this server answers",
                Printable.text(String.valueOf(found)),
                "look at /api/v1/openapi.json");
    }

    private static HttpHeaders retryAfter(long seconds) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        return headers;
    }

    private Object answer(Problem problem, HttpServletRequest request) {
        return answer(problem, request, HttpHeaders.EMPTY);
    }

    private Object answer(Problem problem, HttpServletRequest request, HttpHeaders more) {
        return ForPrograms.is(request.getRequestURI())
                ? problem.asAnswer(more)
                : pages.of(problem, request).with(more);
    }
}
