package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.varve.cli.Home;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.server.Answer;
import dev.varve.server.CommandSide;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import dev.varve.store.EventFilter;
import dev.varve.store.RecordedEvent;
import dev.varve.store.SqliteAddress;
import java.nio.file.Path;
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

/** What one proposes on a server and another approves: real commands in processes of their own. */
class ServedProposalsTest {

    private static final String PROPOSAL = "20261122-101500-7f3a9c";
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Watched watched;
    private CommandSide side;

    @BeforeEach
    void watch() {
        watched = GatedProject.in(folder);
        GatedProject.of(folder).open();
        side = watched.terminal().server();
    }

    @AfterEach
    void close() {
        side.close();
    }

    private static Order proposal(Map<String, String> options) {
        return new Order(PROPOSAL, "app", Order.Kind.PROPOSE, options, null, "ann", "für die Kasse", "OPS-7");
    }

    private static Order decision(Order.Kind kind, String who, Map<String, String> more) {
        return new Order(PROPOSAL, "app", kind, more, null, who, null, null);
    }

    private static Order approval(String who) {
        return decision(Order.Kind.APPROVE, who, Map.of("proposal", PROPOSAL));
    }

    private Started start(Order order) {
        return side.operations().start(order);
    }

    private OrderRefused refused(Order order) {
        return catchThrowableOfType(OrderRefused.class, () -> start(order));
    }

    private Answer end(String id) {
        return await().atMost(LONG)
                .until(() -> side.operations().outcome(id), Optional::isPresent)
                .orElseThrow();
    }

    private List<RecordedEvent> recorded(String type) {
        try (var store = new SqliteAddress(new Home(watched.terminal().home()).events()).openReadOnly()) {
            return store.log().read(EventFilter.ANY.ofTypes(Set.of(type)), 0, 10);
        }
    }

    private String actorOf(String type) {
        return recorded(type).getFirst().metadata().get("actor");
    }

    @Test
    void startsWhatAnotherApprovesOnceInTheNameOfWhoProposedIt() {
        var proposed = proposal(Map.of("kind", "upgrade", "to", "a1"));
        assertThat(start(proposed)).isEqualTo(new Started(null, false));
        assertThat(start(proposed)).isEqualTo(new Started(null, true));
        watched.type("diagnose", "app").exits(3);
        assertThat(recorded("RunRequested")).isEmpty();

        var started = start(approval("bela"));

        assertThat(started.already()).isFalse();
        var ended = end(started.runId());
        assertThat(ended.exitCode()).as(ended.json()).isZero();
        assertThat(ended.json()).contains("\"outcome\" : \"SUCCEEDED\"");
        assertThat(watched.database().objects()).containsExactly("users");
        assertThat(recorded("RunRequested").getFirst().metadata())
                .containsEntry("actor", "ann")
                .containsEntry("reason", "für die Kasse")
                .containsEntry("ticket", "OPS-7");
        assertThat(actorOf("RunProposed")).isEqualTo("ann");
        assertThat(actorOf("ProposalApproved")).isEqualTo("bela");
        assertThat(recorded("ProposalTakenUp").getFirst().event())
                .isEqualTo(new ProposalTakenUp("app", PROPOSAL, started.runId()));
        assertThat(start(approval("cleo"))).isEqualTo(new Started(started.runId(), true));
        assertThat(recorded("RunRequested")).hasSize(1);
        assertThat(watched.type("report", "app", "--format", "html").exits(0).out())
                .contains("by <bdi>bela</bdi>", "proposed by <bdi>ann</bdi>");
        assertThat(watched.type("report", "app", "--format", "json").exits(0).out())
                .contains("\"decidedBy\" : \"bela\"");
        assertThat(watched.type("report", "app", "--format", "csv").exits(0).out())
                .contains(",approvedBy\n")
                .containsPattern("\nrun,app," + started.runId() + ",.*,bela\n");
        assertThat(watched.type("history", "app").exits(0).out().replaceAll("\\s+", " "))
                .contains("ann proposed an upgrade to a1 (proposal " + PROPOSAL + ", until ")
                .contains("bela approved proposal " + PROPOSAL)
                .contains("proposal " + PROPOSAL + " is taken up as run " + started.runId());
        watched.type("verify").exits(0);
    }

    @Test
    void startsOneRunWhenTwoApproveAtOnce() throws Exception {
        start(proposal(Map.of("kind", "upgrade")));
        var together = new CountDownLatch(2);
        try (var other = watched.terminal().server();
                var threads = Executors.newFixedThreadPool(2)) {
            var approvals = Map.of("bela", other, "cleo", side).entrySet().stream()
                    .map(approver -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return approver.getValue().operations().start(approval(approver.getKey()));
                    }))
                    .toList();
            var runId = approvals.get(0).get().runId();
            assertThat(List.of(approvals.get(0).get(), approvals.get(1).get()))
                    .containsExactlyInAnyOrder(new Started(runId, false), new Started(runId, true));
            assertThat(end(runId).exitCode()).isZero();
        }

        assertThat(recorded("ProposalApproved")).hasSize(1);
        assertThat(recorded("ProposalTakenUp")).hasSize(1);
        assertThat(recorded("RunRequested")).hasSize(1);
    }

    @Test
    void letsNobodyApproveTheirOwnAndNothingThatWasDeclined() {
        start(proposal(Map.of("kind", "upgrade")));

        assertThat(refused(approval("ann")).why()).isEqualTo(OrderRefused.Why.FORBIDDEN);
        start(decision(Order.Kind.DECLINE, "bela", Map.of("proposal", PROPOSAL, "why", "not on a Friday")));
        var refused = refused(approval("bela"));

        assertThat(refused.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(refused)
                .hasMessage("expected a proposal that nobody has declined, found " + PROPOSAL + ", which was declined");
        assertThat(actorOf("ProposalDeclined")).isEqualTo("bela");
        assertThat(watched.type("history", "app").exits(0).out().replaceAll("\\s+", " "))
                .contains("bela declined proposal " + PROPOSAL + ": not on a Friday");
        assertThat(recorded("ProposalApproved")).isEmpty();
        assertThat(recorded("RunRequested")).isEmpty();
    }

    @Test
    void startsNothingThatWasProposedBeforeTheDatabaseMoved() {
        start(proposal(Map.of("kind", "upgrade")));
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        var run = recorded("RunRequested").getFirst();

        var refused = refused(approval("bela"));

        assertThat(refused.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(refused.getMessage())
                .startsWith("expected app as ann saw it, at event ")
                .contains("found RunRequested at ")
                .endsWith("event " + run.sequence());
        assertThat(refused.remedy()).isEqualTo("look at the plan, and propose it anew");
        assertThat(recorded("ProposalApproved")).isEmpty();
        assertThat(recorded("RunRequested")).hasSize(1);
    }

    @Test
    void recordsNoProposalThatNoCommandWouldTake() {
        assertThat(refused(proposal(Map.of("kind", "upgrade", "check-command", "id")))
                        .why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(refused(proposal(Map.of("kind", "recover", "option", "restore"))))
                .hasMessage("expected which run is proposed: kind with upgrade or rehearse, found 'recover'");
        assertThat(refused(approval("bela")).why()).isEqualTo(OrderRefused.Why.UNKNOWN);
        assertThat(refused(decision(Order.Kind.APPROVE, "bela", Map.of())).why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(recorded("RunProposed")).isEmpty();
    }

    @Test
    void upgradesOnlyWhatWasApprovedWhereTheServerRequiresIt() {
        try (var strict = watched.terminal().server(true)) {
            var order = new Order(PROPOSAL, "app", Order.Kind.UPGRADE, Map.of(), null, "ann", null, null);
            var refused = catchThrowableOfType(
                    OrderRefused.class, () -> strict.operations().start(order));

            assertThat(refused.why()).isEqualTo(OrderRefused.Why.FORBIDDEN);
            assertThat(refused.remedy()).isEqualTo("propose it; somebody else approves");
            strict.operations().start(proposal(Map.of("kind", "rehearse")));
            var run = strict.operations().start(approval("bela")).runId();
            assertThat(end(run).exitCode()).isZero();
        }
        assertThat(watched.database().objects()).isEmpty();
    }
}
