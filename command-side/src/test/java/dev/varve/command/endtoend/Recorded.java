package dev.varve.command.endtoend;

import java.util.List;

/** What a home recorded, as {@code varve history} tells it. */
final class Recorded {

    private Recorded() {}

    /** The types of a run's events, in sequence. */
    static List<String> of(Watched watched, String runId) {
        return watched.type("history", "app", "--run", runId, "--json")
                .exits(0)
                .json()
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    /** How many events of a type there are. */
    static int count(Terminal home, String target, String type) {
        return home.type("history", target, "--type", type, "--json")
                .exits(0)
                .json()
                .size();
    }
}
