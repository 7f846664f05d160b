package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A runner's {@code planned} message as steps, with the database's revisions before and after each. */
final class PlannedSteps {

    private PlannedSteps() {}

    static List<PlannedStep> of(Heard.Said planned, Destination.Direction direction) {
        var steps = new ArrayList<PlannedStep>();
        for (var step : planned.fields().path("steps")) {
            var file = step.path("file").asString(null);
            steps.add(new PlannedStep(
                    steps.size() + 1,
                    step.path("revision").asString(),
                    direction,
                    texts(step.path("before")),
                    texts(step.path("after")),
                    step.path("message").asString(""),
                    file,
                    step.path("sha256").asString(null)));
        }
        return steps;
    }

    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(one -> texts.add(one.asString()));
        return texts;
    }
}
