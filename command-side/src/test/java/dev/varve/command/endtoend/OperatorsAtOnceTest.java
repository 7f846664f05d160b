package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.command.append.ThisMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terminals, cron jobs and people who all want to upgrade the same database in the same moment. */
class OperatorsAtOnceTest {

    private static final int HOMES = 4;
    private static final int AT_ONCE = 2 * HOMES;

    @TempDir
    Path folder;

    private Watched watched;

    private List<Terminal> homes() {
        var homes = new ArrayList<Terminal>();
        watched = GatedProject.in(folder);
        homes.add(watched.terminal());
        while (homes.size() < HOMES) {
            var other = new Terminal(folder.resolve("operator" + homes.size()), folder.resolve("locks"));
            watched.register(other, watched.database());
            homes.add(other);
        }
        return homes;
    }

    @RepeatedTest(3)
    void exactlyOneOfEightRunsAndTheOthersAreToldByWhomTheyAreRefused() {
        var homes = homes();
        var sessions = new ArrayList<Session>();
        for (var i = 0; i < AT_ONCE; i++) {
            sessions.add(homes.get(i % HOMES).start("upgrade", "app", "--json", "--actor", "operator" + i));
        }
        var winner = theOneThatRuns(sessions);
        GatedProject.reachTheSecondStep(winner);
        GatedProject.of(folder).open();

        winner.end().exits(0);
        for (var other : sessions) {
            if (!other.equals(winner)) {
                tellsWhoRuns(other.end().exits(4), winner, sessions.indexOf(winner));
            }
        }
        assertThat(happened(homes, "RunSucceeded")).isEqualTo(1);
        assertThat(happened(homes, "CopySwappedIn")).isEqualTo(1);
        assertThat(happened(homes, "BackupStarted")).isEqualTo(1);
        assertThat(happened(homes, "PreflightRefused")).isEqualTo(AT_ONCE - 1);
        assertThat(happened(homes, "LeaseTakenOver") + happened(homes, "RunInterrupted"))
                .isZero();
        assertThat(watched.database().objects()).containsExactly("done", "users");
        homes.forEach(home -> home.type("verify").exits(0));
    }

    private static Session theOneThatRuns(List<Session> sessions) {
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(running(sessions)).hasSizeLessThan(2));
        assertThat(running(sessions))
                .describedAs(() -> "how each of them ended: "
                        + sessions.stream().map(Session::end).toList())
                .hasSize(1);
        return running(sessions).getFirst();
    }

    private static List<Session> running(List<Session> sessions) {
        return sessions.stream().filter(session -> session.process().isAlive()).toList();
    }

    private static void tellsWhoRuns(Ended refused, Session winner, int number) {
        var finding = refused.finding("DATABASE_IN_USE");
        assertThat(finding.path("message").asString())
                .matches("expected no other run on (this database|app), found run \\S+ of operator" + number
                        + " \\(process " + winner.id() + " on \\S+, (home \\S+, )?since 2\\S+Z\\)");
        var evidence = finding.path("evidence");
        assertThat(evidence.path("pid").asLong()).isEqualTo(winner.id());
        assertThat(evidence.path("user").asString()).isEqualTo("operator" + number);
        assertThat(evidence.path("host").asString()).isEqualTo(ThisMachine.hostName());
        assertThat(evidence.path("run").asString()).isNotEmpty();
        assertThat(evidence.path("since").asString()).startsWith("2");
    }

    private static int happened(List<Terminal> homes, String type) {
        return homes.stream()
                .mapToInt(home -> home.type("history", "app", "--type", type, "--json")
                        .json()
                        .size())
                .sum();
    }

    @Test
    void aSecondOneWaitsForTheFirstToEndAndThenFindsNothingToDo() {
        var homes = homes();
        var first = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app"));
        var here = watched.terminal().start("upgrade", "app", "--wait", "200");
        var elsewhere = homes.getLast().start("upgrade", "app", "--wait", "200");
        for (var waiting : List.of(here, elsewhere)) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(waiting.err()).contains("(process " + first.id() + " on "));
            assertThat(waiting.process().isAlive()).isTrue();
        }
        GatedProject.of(folder).open();

        first.end().exits(0);
        for (var waiting : List.of(here, elsewhere)) {
            var ended = waiting.end().exits(0);
            assertThat(ended.out()).contains("; there was nothing to do");
            assertThat(ended.err()).contains("nobody holds the database any more; going on");
        }
        assertThat(happened(homes, "LeaseTakenOver") + happened(homes, "RunInterrupted"))
                .isZero();
        homes.forEach(home -> home.type("verify").exits(0));
    }

    @Test
    void aStoppedOwnerIsSlowAndNotDead() {
        var homes = homes();
        var first = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app"));
        first.signal("STOP");

        for (var other : List.of(homes.getFirst(), homes.getLast())) {
            assertThat(other.run("upgrade", "app", "--wait", "1", "--json")
                            .exits(4)
                            .finding("DATABASE_IN_USE")
                            .path("message")
                            .asString())
                    .contains("(process " + first.id() + " on ");
            other.type("diagnose", "app");
        }
        assertThat(happened(homes, "LeaseTakenOver") + happened(homes, "RunInterrupted"))
                .isZero();

        first.signal("CONT");
        GatedProject.of(folder).open();
        first.end().exits(0);
        watched.type("verify").exits(0);
    }
}
