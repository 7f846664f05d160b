package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.WitnessPipe;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What holds after any fault. */
final class Aftermath {

    private Aftermath() {}

    static void examine(Site site, Ended ended) throws Exception {
        var truth = site.truth();
        if (ended.code() == 4 || ended.code() == 5) {
            assertThat(truth.end()).as(ended.out()).isEqualTo(Truth.End.BEFORE);
        }
        var diagnosis = site.terminal().type("diagnose", Site.NAME, "--json");
        assertThat(diagnosis.json().path("state").asString())
                .as("%s, diagnosed %s", truth, diagnosis.out())
                .isEqualTo(truth.state());
        site.terminal().type("verify").exits(0);
        acknowledgedIsKept(site);
        if (!truth.isWhole()) {
            site.terminal().run(WayBack.words()).exits(0);
            assertThat(site.truth().isWhole()).isTrue();
        }
    }

    static List<JsonNode> acknowledgedIsKept(Site site) {
        var events = site.terminal()
                .type("history", Site.NAME, "--json")
                .exits(0)
                .json()
                .valueStream()
                .toList();
        assertThat(events.stream().map(event -> event.path("eventId").asString()))
                .doesNotHaveDuplicates()
                .containsAll(site.witness().all().stream()
                        .map(WitnessPipe.Line::eventId)
                        .toList());
        return events;
    }
}
