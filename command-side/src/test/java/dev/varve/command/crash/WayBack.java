package dev.varve.command.crash;

import dev.varve.command.endtoend.Ended;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How an operator brings a database that is neither before nor after back to a whole one: by the run's own backup. */
final class WayBack {

    private WayBack() {}

    static Ended go(Site site, List<JsonNode> events) {
        var backup = events.stream()
                .filter(event -> event.path("type").asString().equals("BackupProven"))
                .reduce((one, later) -> later)
                .orElseThrow(() -> new AssertionError("expected a proven backup before the first step, found none"))
                .path("data")
                .path("backupId")
                .asString();
        return site.terminal().run("restore", Site.NAME, backup, "--json");
    }
}
