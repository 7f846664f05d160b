package dev.varve.command.serve;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Json;
import dev.varve.server.OrderRefused;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract's document of a command that could not go on. */
record ErrorDocument(String code, String expected, String found, String remedy) {

    private static final JsonMapper JSON = new JsonMapper();

    static ErrorDocument of(CommandFailure failure) {
        return in(Json.text(failure.asDocument())).orElseThrow();
    }

    /** The one that was printed; empty if it was another document, or none. */
    static Optional<ErrorDocument> in(String printed) {
        try {
            var error = JSON.readTree(printed).path("error");
            return error.isObject()
                    ? Optional.of(new ErrorDocument(
                            text(error, "code"), text(error, "expected"), text(error, "found"), text(error, "remedy")))
                    : Optional.empty();
        } catch (JacksonException none) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode error, String field) {
        return error.path(field).asString("");
    }

    /** As the answer to who ordered it. */
    OrderRefused refusal(ExitCode exit) {
        return new OrderRefused(why(exit), expected, found, remedy);
    }

    private OrderRefused.Why why(ExitCode exit) {
        if (code.equals("UNKNOWN_TARGET")) {
            return OrderRefused.Why.UNKNOWN;
        }
        return exit == ExitCode.REFUSED ? OrderRefused.Why.MOVED : OrderRefused.Why.INVALID;
    }

    String json() {
        return Json.text(Map.of(
                "error",
                Map.of(
                        "code", code,
                        "message", "expected " + expected + ", found " + found,
                        "expected", expected,
                        "found", found,
                        "remedy", remedy,
                        "context", Map.of())));
    }
}
