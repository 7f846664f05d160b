package dev.varve.query.web;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Why a request is not answered, for a program (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>), with what every error of Varve says.
 *
 * @param code a stable upper-case name of the condition
 */
public record Problem(HttpStatus status, String code, String expected, String found, String remedy) {

    /** What a command would have told on the terminal. */
    public static Problem of(CommandFailure failure) {
        var error = error(failure);
        return new Problem(
                status(failure.exitCode()),
                (String) error.get("code"),
                (String) error.get("expected"),
                (String) error.get("found"),
                failure.remedy());
    }

    /** The store or the views that an answer is made of are not in reach. */
    public static Problem ofStore(RuntimeException failure) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "STORE_UNREADABLE",
                "a store that can be read",
                Printable.text(String.valueOf(failure.getMessage())),
                "look at /actuator/health and at the server's log");
    }

    /** Every page with a form needs a session, and there are as many as there may be. */
    public static Problem ofTooManySessions() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "BUSY",
                "a free place for a session",
                "as many sessions as there may be",
                "try again in some minutes");
    }

    @SuppressWarnings("unchecked") // the contract's error document
    private static Map<String, Object> error(CommandFailure failure) {
        return (Map<String, Object>) failure.asDocument().get("error");
    }

    private static HttpStatus status(ExitCode code) {
        return switch (code) {
            case USAGE -> HttpStatus.BAD_REQUEST;
            case REFUSED -> HttpStatus.CONFLICT;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    /** What was kept for the page that says why there is no other; empty if nothing was. */
    public static Optional<Problem> keptFor(HttpServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(Problem.class.getName()));
    }

    /** Keeps it for that page. */
    public void keepFor(HttpServletRequest request) {
        request.setAttribute(Problem.class.getName(), this);
    }

    /** As a program reads it. */
    public ResponseEntity<Map<String, Object>> asAnswer(HttpHeaders more) {
        return ResponseEntity.status(status)
                .headers(more)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(asDocument());
    }

    public String message() {
        return "expected " + expected + ", found " + found;
    }

    /** The members of RFC 9457, then those of Varve. */
    public Map<String, Object> asDocument() {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", URI.create("urn:varve:problem:" + code.toLowerCase(java.util.Locale.ROOT)));
        document.put("title", status.getReasonPhrase());
        document.put("status", status.value());
        document.put("detail", message());
        document.put("code", code);
        document.put("expected", expected);
        document.put("found", found);
        document.put("remedy", remedy);
        return document;
    }
}
