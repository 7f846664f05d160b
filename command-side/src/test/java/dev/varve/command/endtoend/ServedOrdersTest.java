package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.server.Inquiry;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is ordered from a server: real commands in processes of their own. */
class ServedOrdersTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Watched watched;
    private Served served;

    @BeforeEach
    void watch() {
        watched = GatedProject.in(folder);
        served = Served.by(watched.terminal());
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static Order upgrade(String id, Map<String, String> options, Long seen) {
        return new Order(id, "app", Order.Kind.UPGRADE, options, seen, "ann", "für die Kasse -- neu", "OPS-7");
    }

    private static Order order(Order.Kind kind, Map<String, String> options) {
        return new Order(Served.ID, "app", kind, options, null, "ann", null, null);
    }

    @Test
    void runsAnUpgradeUnderTheOrdersIdForWhoOrderedIt() throws Exception {
        GatedProject.of(folder).open();

        var started = served.start(upgrade(Served.ID, Map.of("to", "head"), served.lastSequence("app")));

        assertThat(started).isEqualTo(new Started(Served.ID, false));
        var ended = served.end(Served.ID);
        assertThat(ended.exitCode()).as(ended.json()).isZero();
        assertThat(ended.json()).contains("\"runId\" : \"" + Served.ID + "\"", "\"outcome\" : \"SUCCEEDED\"");
        assertThat(Recorded.of(watched, Served.ID)).startsWith("RunRequested").endsWith("LeaseReleased");
        assertThat(circumstances("RunRequested"))
                .containsEntry("actor", "ann")
                .containsEntry("reason", "für die Kasse -- neu")
                .containsEntry("ticket", "OPS-7");
        assertThat(watched.database().objects()).contains("done", "users");
        var kept = watched.terminal().home().resolve("serve").resolve(Served.ID);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve("out.json"))))
                .isEqualTo("rw-------");
        watched.type("verify").exits(0);
    }

    @Test
    void carriesOutOnceWhatIsOrderedTwiceAtOnceAndAgainAfterARestart() throws Exception {
        GatedProject.of(folder).open();
        try (var other = Served.by(watched.terminal())) {
            var order = upgrade(Served.ID, Map.of(), served.lastSequence("app"));
            assertThat(Served.atOnce(() -> served.start(order), () -> other.start(order)))
                    .containsExactlyInAnyOrder(new Started(Served.ID, false), new Started(Served.ID, true));
        }
        served.end(Served.ID);
        assertThat(served.operations().knows(Served.ID)).isTrue();
        assertThat(served.operations().knows("20261122-101500-ffffff")).isFalse();
        assertThat(served.operations().knows("../" + Served.ID)).isFalse();

        try (var later = Served.by(watched.terminal())) {
            assertThat(later.start(upgrade(Served.ID, Map.of(), 1L))).isEqualTo(new Started(Served.ID, true));
            assertThat(later.operations().outcome(Served.ID))
                    .hasValueSatisfying(ended -> assertThat(ended.exitCode()).isZero());
        }

        assertThat(Recorded.count(watched.terminal(), "app", "RunRequested")).isEqualTo(1);
        assertThat(served.refused(order(Order.Kind.BACKUP, Map.of())).getMessage())
                .isEqualTo("expected an id of its own for backup app, found that of upgrade app");
    }

    @Test
    void refusesWhatWasDecidedOnAStalePage() {
        var seen = served.lastSequence("app");
        assertThat(served.refused(upgrade(Served.ID, Map.of(), seen + 1_000_000)))
                .hasMessageContaining("expected the last event that was seen, at most ");
        watched.type("diagnose", "app").exits(3);

        var refused = served.refused(upgrade(Served.ID, Map.of(), seen));

        assertThat(refused.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(refused.getMessage())
                .startsWith("expected app as it was at event " + seen + ", found ")
                .contains("event " + served.lastSequence("app"));
        assertThat(refused.remedy()).isEqualTo("reload the page, and look again before you decide");
        assertThat(Recorded.count(watched.terminal(), "app", "RunRequested")).isZero();
    }

    @Test
    void refusesWhatNoCommandTakesAndLetsNoValueBeAnOption() {
        assertThat(served.refused(upgrade(Served.ID, Map.of("to", "--check-command=id"), null))
                        .getMessage())
                .isEqualTo(
                        "expected to with a value that does not begin with -, on one line, found '--check-command=id'");
        assertThat(served.refused(upgrade(Served.ID, Map.of("to", "a\nb"), null))
                        .why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(served.refused(upgrade(Served.ID, Map.of("to", "x".repeat(201)), null))
                        .why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(served.refused(upgrade(Served.ID, Map.of("check-command", "id"), null))
                        .getMessage())
                .isEqualTo("expected one of the options accept-data-loss, accept-drift, lock-retries, lock-timeout,"
                        + " no-rehearsal, online, strategy, to of upgrade, found 'check-command'");
        assertThat(served.refused(upgrade(Served.ID, Map.of("no-rehearsal", "false"), null))
                        .why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(served.refused(upgrade("../../etc", Map.of(), null)).getMessage())
                .isEqualTo("expected an order's id such as 20261122-101500-7f3a9c, found '../../etc'");
        assertThat(served.refused(order(Order.Kind.RECOVER, Map.of())).getMessage())
                .isEqualTo("expected which way back to take: option, found none");
        assertThat(served.refused(
                                new Order(Served.ID, "--home=/", Order.Kind.BACKUP, Map.of(), null, "ann", null, null))
                        .why())
                .isEqualTo(OrderRefused.Why.UNKNOWN);
        assertThat(watched.terminal().home().resolve("serve").resolve(Served.ID))
                .doesNotExist();
    }

    @Test
    void tellsWhyACommandCouldNotEvenBegin() throws Exception {
        var order = upgrade(Served.ID, Map.of("lock-timeout", "5s"), null);
        var atOnce = served.refused(order);
        assertThat(served.end(Served.ID).exitCode()).isEqualTo(2);

        var again = served.refused(order);

        assertThat(again.why()).isEqualTo(OrderRefused.Why.INVALID);
        assertThat(again.getMessage()).startsWith("expected a database on a PostgreSQL server for --lock-timeout");
        // On a busy machine the command may take longer to end than the server waits for it.
        if (atOnce != null) {
            assertThat(atOnce).hasMessage(again.getMessage());
        }
        assertThat(Recorded.count(watched.terminal(), "app", "RunRequested")).isZero();
    }

    @Test
    void letsARunGoOnWhenTheServerIsKilledAndKnowsItsEndAfterwards() throws Exception {
        var server = watched.terminal().startServer(Served.ID, "app");
        await().atMost(LONG).until(() -> Files.readString(server.out()).contains("started"));
        var err = watched.terminal().home().resolve("serve").resolve(Served.ID).resolve("err.log");
        await().atMost(LONG).until(() -> Files.readString(err).contains("step 2 of 2"));

        server.signal("KILL");
        server.process().waitFor();
        var other = served.refused(upgrade("20261122-101501-7f3a9c", Map.of(), null));
        assertThat(other.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(other.getMessage())
                .startsWith("expected no other run on app, found run " + Served.ID + " of ann (process ");
        served.operations().noteDeadRuns();
        assertThat(served.operations().outcome(Served.ID)).isEmpty();
        GatedProject.of(folder).open();

        assertThat(served.end(Served.ID).exitCode()).isZero();
        assertThat(Recorded.of(watched, Served.ID)).contains("RunSucceeded").doesNotContain("RunInterrupted");
    }

    @Test
    void notesARunThatWasKilledAndLeadsBack() throws Exception {
        var run = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app", "--no-rehearsal"));
        served.operations().noteDeadRuns();
        assertThat(served.recorded("RunInterrupted")).isEmpty();

        run.signal("KILL");
        run.process().waitFor();
        served.operations().noteDeadRuns();
        served.operations().noteDeadRuns();

        assertThat(served.recorded("RunInterrupted")).hasSize(1);
        var offered = served.operations().ask(new Inquiry("app", Inquiry.Kind.RECOVERY));
        assertThat(offered.json()).as(offered.json()).contains("\"id\" : \"resume\"");
        assertThat(served.operations()
                        .ask(new Inquiry("app", Inquiry.Kind.PLAN))
                        .json())
                .contains("\"steps\"");
        GatedProject.of(folder).open();
        served.start(order(Order.Kind.RECOVER, Map.of("option", "resume")));
        var ended = served.end(Served.ID);
        assertThat(ended.exitCode()).as(ended.json()).isZero();
        assertThat(watched.database().objects()).containsExactly("done", "users");
        assertThat(Recorded.of(watched, Served.ID)).startsWith("RunRequested");
    }

    private Map<String, String> circumstances(String type) {
        return served.recorded(type).getFirst().metadata();
    }
}
