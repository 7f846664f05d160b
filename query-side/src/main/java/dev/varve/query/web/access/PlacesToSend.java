package dev.varve.query.web.access;

import dev.varve.query.web.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Gives few places at once to whom nobody knows yet and who sends something, for as long as it comes: each holds one of the server's threads. In the
 * container, because a filter cannot keep it from waiting for the rest of what was refused.
 */
final class PlacesToSend extends ValveBase {

    /** Of the server's 32 threads, so that some are left whatever comes. */
    private static final int STRANGERS = 8;

    private static final int WITH_TOKENS = 16;

    /** Where nobody reads a body, and the container would wait for it. */
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");

    private final Semaphore strangers = new Semaphore(STRANGERS);
    private final Semaphore withTokens = new Semaphore(WITH_TOKENS);

    PlacesToSend() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!sendsSomething(request) || isLoggedIn(request)) {
            getNext().invoke(request, response);
            return;
        }
        if (BODILESS.contains(request.getMethod())) {
            refuse(HttpStatus.BAD_REQUEST, "no body with " + request.getMethod(), "one", request, response);
            return;
        }
        var places = TokenFilter.carriesToken(request) ? withTokens : strangers;
        if (!places.tryAcquire()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "10");
            refuse(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "a free place to send something before it is known who sends it",
                    "that others are still sending",
                    request,
                    response);
            return;
        }
        try {
            getNext().invoke(request, response);
            takeTheRest(request);
        } finally {
            places.release();
        }
    }

    private static boolean sendsSomething(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isLoggedIn(Request request) {
        var session = request.getSession(false);
        return session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
    }

    /** Without waiting for what is still to come. */
    private static void refuse(HttpStatus status, String expected, String found, Request request, Response response)
            throws IOException {
        Refusals.answer(response, new Problem(status, "NOT_TAKEN", expected, found, "try again"));
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        response.setErrorReported(); // else an error's page would read what was sent after all
    }

    /** What nobody read. Else the container waits for it when the place is given back. */
    private static void takeTheRest(Request request) {
        try {
            while (request.getInputStream().skip(Integer.MAX_VALUE) > 0) {}
        } catch (IOException | IllegalStateException gone) {
            // nobody waits for an answer to it
        }
    }
}
