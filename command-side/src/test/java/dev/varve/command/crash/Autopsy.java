package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.WitnessPipe;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds what a killed run left behind against what the product promises. */
final class Autopsy {

    private final Site site;
    private final Killed killed;

    Autopsy(Site site, Killed killed) {
        this.site = site;
        this.killed = killed;
    }

    /**
     * What came out.
     *
     * @param fell the last event that the run recorded
     * @param state what the database was found to be
     * @param end where it is after the way back
     */
    record Found(String fell, String state, int acknowledged, int found, Truth.End end, boolean wayBack) {}

    /** Examines, and brings the database back. */
    Found examine() throws IOException {
        var truth = site.truth();
        toolsDeathIsToldTruly(truth);
        var diagnosis = type("diagnose", Site.NAME, "--json");
        var events = history();
        noAcknowledgedEventIsLostOrDoubled(events);
        type("verify", "--json").exits(0);
        tellsTheState(diagnosis, truth);
        var end = site.isWholeAsItStands() ? swapped(truth) : wayBack(truth);
        return new Found(
                fell(events), truth.state(), killed.acknowledged().size(), events.size(), end, !truth.isWhole());
    }

    /** In place, a database that is neither before nor after is one command away from it. */
    private Truth.End wayBack(Truth truth) throws IOException {
        var whole = truth;
        if (!truth.isWhole()) {
            type(WayBack.words()).exits(0);
            whole = site.truth();
            assertThat(whole.isWhole())
                    .as("after the way back from %s: %s", truth, whole)
                    .isTrue();
        }
        if (killed.fault().isFollowedByAnUpgrade()) {
            upgradeGoesThrough();
        }
        return whole.end();
    }

    /** Under swap it is before or after as it stands, and the next upgrade goes through. */
    private Truth.End swapped(Truth truth) throws IOException {
        assertThat(truth.isWhole())
                .as("under swap, without recovery: %s", truth)
                .isTrue();
        upgradeGoesThrough();
        return truth.end();
    }

    private void upgradeGoesThrough() throws IOException {
        type(site.upgrade()).exits(0);
        assertThat(site.truth().end()).as("after one more upgrade").isEqualTo(Truth.End.AFTER);
    }

    private Ended type(String... words) {
        return killed.fault().isFollowedByProcesses()
                ? site.terminal().run(words)
                : site.terminal().type(words);
    }

    private List<JsonNode> history() {
        return type("history", Site.NAME, "--json")
                .exits(0)
                .json()
                .valueStream()
                .toList();
    }

    /** Where the tool alone died, Varve lives and says how it ended. */
    private void toolsDeathIsToldTruly(Truth truth) {
        switch (killed.ended().code()) {
            case 5, 4 -> assertThat(truth.end()).as(killed.ended().out()).isEqualTo(Truth.End.BEFORE);
            case 2 -> assertThat(truth.end()).as(killed.ended().err()).isEqualTo(Truth.End.BEFORE);
            case 0 -> assertThat(truth.end()).isEqualTo(Truth.End.AFTER);
            case 6, 7, 137 -> assertThat(truth.state()).isNotEqualTo("CORRUPT");
            case 1 ->
                assertThat(site.mayLoseItsStore() && truth.isWhole())
                        .as(
                                "a fault of Varve: %s %s",
                                killed.ended().out(), killed.ended().err())
                        .isTrue();
            case 130 ->
                assertThat(killed.ended().out())
                        .as("stopped, although nobody asked for it")
                        .contains("expected the server to hold this run's lock all the time");
            default ->
                assertThat(killed.ended().code())
                        .as(
                                "exit code; %s %s",
                                killed.ended().out(), killed.ended().err())
                        .isEqualTo(137);
        }
    }

    private void noAcknowledgedEventIsLostOrDoubled(List<JsonNode> events) {
        var ids = events.stream().map(event -> event.path("eventId").asString()).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(killed.acknowledged().stream()
                        .map(WitnessPipe.Line::eventId)
                        .toList());
    }

    private static void tellsTheState(Ended diagnosis, Truth truth) {
        var state = diagnosis.json().path("state").asString();
        assertThat(state).as("%s, diagnosed: %s", truth, diagnosis.out()).isEqualTo(truth.state());
        var wrong = diagnosis
                .json()
                .path("findings")
                .valueStream()
                .anyMatch(finding -> finding.path("severity").asString().equals("ERROR"));
        diagnosis.exits(
                switch (state) {
                    case "UP_TO_DATE" -> wrong ? 6 : 0;
                    case "PENDING" -> wrong ? 6 : 3;
                    default -> 6;
                });
    }

    private static String fell(List<JsonNode> events) {
        var run = events.stream()
                .filter(event -> event.path("type").asString().equals("RunRequested"))
                .reduce((one, later) -> later);
        if (run.isEmpty()) {
            return "before the request";
        }
        return events.stream()
                .filter(event -> event.path("runId")
                        .asString("")
                        .equals(run.get().path("runId").asString()))
                .map(event -> event.path("type").asString())
                .takeWhile(
                        type -> !Set.of("StepOutcomeUnknown", "RunInterrupted").contains(type))
                .reduce("", (one, later) -> later);
    }
}
