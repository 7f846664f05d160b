package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that ended: its exit code and what it printed. */
public record Ended(String line, int code, String out, String err) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The one document on stdout. */
    public JsonNode json() {
        return JSON.readTree(out);
    }

    public Ended exits(int expected) {
        assertThat(code).as("%s%n%s%n%s", line, out, err).isEqualTo(expected);
        return this;
    }

    /** The finding of that code; fails if there is none. */
    public JsonNode finding(String code) {
        for (var finding : json().path("findings")) {
            if (finding.path("code").asString().equals(code)) {
                return finding;
            }
        }
        throw new AssertionError("expected a finding " + code + ", found " + out);
    }

    public List<String> texts(String field) {
        return texts(json().path(field));
    }

    public static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
