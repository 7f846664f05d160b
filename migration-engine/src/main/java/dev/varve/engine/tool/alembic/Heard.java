package dev.varve.engine.tool.alembic;

import tools.jackson.databind.JsonNode;

/** What comes from a runner, in the order of arrival. */
sealed interface Heard {

    /** A message of our script. */
    record Said(String what, JsonNode fields) implements Heard {

        /** Whether the script waits for an answer. */
        boolean asks() {
            return fields.path("ask").asBoolean(false);
        }

        /** A field's text, or {@code null}. */
        String text(String name) {
            var value = fields.path(name);
            return value.isMissingNode() || value.isNull() ? null : value.asString();
        }

        int number(String name) {
            return fields.path(name).asInt(0);
        }

        /** A field's whole number, or {@code null}. */
        Long count(String name) {
            var value = fields.path(name);
            return value.isNumber() ? value.asLong() : null;
        }

        /** A field's truth, or {@code null} if it is unknown. */
        Boolean truth(String name) {
            var value = fields.path(name);
            return value.isBoolean() ? value.asBoolean() : null;
        }
    }

    /** A line that the project's code or Alembic printed for people. */
    record Printed(String line) implements Heard {}

    /** The process ended and everything that it said was heard before. */
    record Ended(int exitCode) implements Heard {}

    /** Nothing within the time allowed. */
    record Silence() implements Heard {}
}
