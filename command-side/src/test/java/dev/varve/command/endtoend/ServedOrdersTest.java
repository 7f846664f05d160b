package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.varve.cli.Home;
import dev.varve.server.Answer;
import dev.varve.server.CommandSide;
import dev.varve.server.Inquiry;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import dev.varve.store.EventFilter;
import dev.varve.store.RecordedEvent;
import dev.varve.store.SqliteAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is ordered from a server: real commands in processes of their own. */
class ServedOrdersTest {

    private static final String ID = "20261122-101500-7f3a9c";
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Watched watched;
    private CommandSide side;

    @BeforeEach
    void watch() {
        watched = GatedProject.in(folder);
        side = watched.terminal().server();
    }

    @AfterEach
    void close() {
        side.close();
    }

    private static Order upgrade(String id, Map<String, String> options, Long seen) {
        return new Order(id, "app", Order.Kind.UPGRADE, options, seen, "ann", "für die Kasse -- neu", "OPS-7");
    }

    private static Order order(Order.Kind kind, Map<String, String> options) {
        return new Order(ID, "app", kind, options, null, "ann", null, null);
    }

    private Answer end(String id) {
        return await().atMost(LONG)
                .until(() -> side.operations().outcome(id), Optional::isPresent)
                .orElseThrow();
    }

    private OrderRefused refused(Order order) {
        return catchThrowableOfType(OrderRefused.class, () -> side.operations().start(order));
    }

    private long lastSequence() {
        try (var store = new SqliteAddress(new Home(watched.terminal().home()).events()).openReadOnly()) {
            return store.log()
                    .readLast(EventFilter.ANY.ofTarget("app"), 1)
                    .getFirst()
                    .sequence();
        }
    }

    @Test
    void runsAnUpgradeUnderTheOrdersIdForWhoOrderedIt() throws Exception {
        GatedProject.of(folder).open();

        var started = side.operations().start(upgrade(ID, Map.of("to", "head"), lastSequence()));

        assertThat(started).isEqualTo(new Started(ID, false));
        var ended = end(ID);
        assertThat(ended.exitCode()).as(ended.json()).isZero();
        assertThat(ended.json()).contains("\"runId\" : \"" + ID + "\"", "\"outcome\" : \"SUCCEEDED\"");
        assertThat(Recorded.of(watched, ID)).startsWith("RunRequested").endsWith("LeaseReleased");
        assertThat(circumstances("RunRequested"))
                .containsEntry("actor", "ann")
                .containsEntry("reason", "für die Kasse -- neu")
                .containsEntry("ticket", "OPS-7");
        assertThat(watched.database().objects()).contains("done", "users");
        var kept = watched.terminal().home().resolve("serve").resolve(ID);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve("out.json"))))
                .isEqualTo("rw-------");
        watched.type("verify").exits(0);
    }

    @Test
    void carriesOutOnceWhatIsOrderedTwiceAtOnceAndAgainAfterARestart() throws Exception {
        GatedProject.of(folder).open();
        var together = new CountDownLatch(2);
        try (var other = watched.terminal().server();
                var threads = Executors.newFixedThreadPool(2)) {
            var seen = lastSequence();
            var submits = List.of(side, other).stream()
                    .map(server -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return server.operations().start(upgrade(ID, Map.of(), seen));
                    }))
                    .toList();
            assertThat(List.of(submits.get(0).get(), submits.get(1).get()))
                    .containsExactlyInAnyOrder(new Started(ID, false), new Started(ID, true));
        }
        end(ID);

        try (var later = watched.terminal().server()) {
            assertThat(later.operations().start(upgrade(ID, Map.of(), 1L))).isEqualTo(new Started(ID, true));
            assertThat(later.operations().outcome(ID))
                    .hasValueSatisfying(ended -> assertThat(ended.exitCode()).isZero());
        }

        assertThat(Recorded.count(watched.terminal(), "app", "RunRequested")).isEqualTo(1);
        assertThat(refused(order(Order.Kind.BACKUP, Map.of())).getMessage())
                .isEqualTo("expected an id of its own for backup app, found that of upgrade app");
    }

    @Test
    void refusesWhatWasDecidedOnAStalePage() {
        var seen = lastSequence();
        watched.type("diagnose", "app").exits(3);

        var refused = refused(upgrade(ID, Map.of(), seen));

        assertThat(refused.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(refused.getMessage())
                .startsWith("expected app as it was at event " + seen + ", found ")
                .contains("event " + lastSequence());
        assertThat(refused.remedy()).isEqualTo("reload the page, and look again before you decide");
        assertThat(Recorded.count(watched.terminal(), "app", "RunRequested")).isZero();
    }

    @Test
    void refusesWhatNoCommandTakesAndLetsNoValueBeAnOption() {
        assertThat(refused(upgrade(ID, Map.of("to", "--check-command=id"), null))
                        .getMessage())
                .isEqualTo(
                        "expected to with a value that does not begin with -, on one line, found '--check-command=id'");
        assertThat(refused(upgrade(ID, Map.of("to", "a\nb"), null)).why()).isEqualTo(OrderRefused.Why.INVALID);
        assertThat(refused(upgrade(ID, Map.of("to", "x".repeat(201)), null)).why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(refused(upgrade(ID, Map.of("check-command", "id"), null)).getMessage())
                .isEqualTo("expected one of the options accept-data-loss, accept-drift, lock-retries, lock-timeout,"
                        + " no-rehearsal, online, strategy, to of upgrade, found 'check-command'");
        assertThat(refused(upgrade(ID, Map.of("no-rehearsal", "false"), null)).why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(refused(upgrade("../../etc", Map.of(), null)).getMessage())
                .isEqualTo("expected an order's id such as 20261122-101500-7f3a9c, found '../../etc'");
        assertThat(refused(order(Order.Kind.RECOVER, Map.of())).getMessage())
                .isEqualTo("expected which way back to take: option, found none");
        assertThat(refused(new Order(ID, "--home=/", Order.Kind.BACKUP, Map.of(), null, "ann", null, null))
                        .why())
                .isEqualTo(OrderRefused.Why.UNKNOWN);
        assertThat(watched.terminal().home().resolve("serve").resolve(ID)).doesNotExist();
    }

    @Test
    void tellsWhyACommandCouldNotEvenBegin() throws Exception {
        var order = upgrade(ID, Map.of("lock-timeout", "5s"), null);
        var atOnce = refused(order);
        assertThat(end(ID).exitCode()).isEqualTo(2);

        var again = refused(order);

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
        var server = watched.terminal().startServer(ID, "app");
        await().atMost(LONG).until(() -> Files.readString(server.out()).contains("started"));
        var err = watched.terminal().home().resolve("serve").resolve(ID).resolve("err.log");
        await().atMost(LONG).until(() -> Files.readString(err).contains("step 2 of 2"));

        server.signal("KILL");
        server.process().waitFor();
        var other = refused(upgrade("20261122-101501-7f3a9c", Map.of(), null));
        assertThat(other.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(other.getMessage())
                .startsWith("expected no other run on app, found run " + ID + " of ann (process ");
        side.operations().noteDeadRuns();
        assertThat(side.operations().outcome(ID)).isEmpty();
        GatedProject.of(folder).open();

        assertThat(end(ID).exitCode()).isZero();
        assertThat(Recorded.of(watched, ID)).contains("RunSucceeded").doesNotContain("RunInterrupted");
    }

    @Test
    void notesARunThatWasKilledAndLeadsBack() throws Exception {
        var run = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app", "--no-rehearsal"));
        side.operations().noteDeadRuns();
        assertThat(recorded("RunInterrupted")).isEmpty();

        run.signal("KILL");
        run.process().waitFor();
        side.operations().noteDeadRuns();
        side.operations().noteDeadRuns();

        assertThat(recorded("RunInterrupted")).hasSize(1);
        var offered = side.operations().ask(new Inquiry("app", Inquiry.Kind.RECOVERY));
        assertThat(offered.json()).as(offered.json()).contains("\"id\" : \"resume\"");
        assertThat(side.operations().ask(new Inquiry("app", Inquiry.Kind.PLAN)).json())
                .contains("\"steps\"");
        GatedProject.of(folder).open();
        side.operations().start(order(Order.Kind.RECOVER, Map.of("option", "resume")));
        var ended = end(ID);
        assertThat(ended.exitCode()).as(ended.json()).isZero();
        assertThat(watched.database().objects()).containsExactly("done", "users");
        assertThat(Recorded.of(watched, ID)).startsWith("RunRequested");
    }

    private Map<String, String> circumstances(String type) {
        return recorded(type).getFirst().metadata();
    }

    /** Read without a command, whose first contact would record a dead run's end itself. */
    private List<RecordedEvent> recorded(String type) {
        try (var store = new SqliteAddress(new Home(watched.terminal().home()).events()).openReadOnly()) {
            return store.log().read(EventFilter.ANY.ofTypes(Set.of(type)), 0, 10);
        }
    }
}
