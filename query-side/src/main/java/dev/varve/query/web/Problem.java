package dev.varve.query.web;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

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
