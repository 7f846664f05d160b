package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one proposes on a server and another approves: real commands in processes of their own. */
class ServedProposalsTest {

    private static final String PROPOSAL = Served.ID;

    @TempDir
    Path folder;

    private Watched watched;
    private Served served;

    @BeforeEach
    void watch() {
        watched = GatedProject.in(folder);
        GatedProject.of(folder).open();
        served = Served.by(watched.terminal());
    }

    @AfterEach
    void close() {
        served.close();
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

    private String actorOf(String type) {
        return served.recorded(type).getFirst().metadata().get("actor");
    }

    @Test
    void startsWhatAnotherApprovesOnceInTheNameOfWhoProposedIt() {
        var proposed = proposal(Map.of("kind", "upgrade", "to", "a1"));
        assertThat(served.start(proposed)).isEqualTo(new Started(null, false));
        assertThat(served.start(proposed)).isEqualTo(new Started(null, true));
        watched.type("diagnose", "app").exits(3);
        assertThat(served.recorded("RunRequested")).isEmpty();

        var started = served.start(approval("bela"));

        assertThat(started.already()).isFalse();
        var ended = served.end(started.runId());
        assertThat(ended.exitCode()).as(ended.json()).isZero();
        assertThat(ended.json()).contains("\"outcome\" : \"SUCCEEDED\"");
        assertThat(watched.database().objects()).containsExactly("users");
        assertThat(served.recorded("RunRequested").getFirst().metadata())
                .containsEntry("actor", "ann")
                .containsEntry("reason", "für die Kasse")
                .containsEntry("ticket", "OPS-7");
        assertThat(actorOf("RunProposed")).isEqualTo("ann");
        assertThat(actorOf("ProposalApproved")).isEqualTo("bela");
        assertThat(served.recorded("ProposalTakenUp").getFirst().event())
                .isEqualTo(new ProposalTakenUp("app", PROPOSAL, started.runId()));
        assertThat(served.start(approval("cleo"))).isEqualTo(new Started(started.runId(), true));
        assertThat(served.recorded("RunRequested")).hasSize(1);
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
        served.start(proposal(Map.of("kind", "upgrade")));
        try (var other = Served.by(watched.terminal())) {
            var answers = Served.atOnce(() -> other.start(approval("bela")), () -> served.start(approval("cleo")));
            var runId = answers.getFirst().runId();
            assertThat(answers).containsExactlyInAnyOrder(new Started(runId, false), new Started(runId, true));
            assertThat(served.end(runId).exitCode()).isZero();
        }

        assertThat(served.recorded("ProposalApproved")).hasSize(1);
        assertThat(served.recorded("ProposalTakenUp")).hasSize(1);
        assertThat(served.recorded("RunRequested")).hasSize(1);
    }

    @Test
    void letsNobodyApproveTheirOwnAndNothingThatWasDeclined() {
        served.start(proposal(Map.of("kind", "upgrade")));

        assertThat(served.refused(approval("ann")).why()).isEqualTo(OrderRefused.Why.FORBIDDEN);
        served.start(decision(Order.Kind.DECLINE, "bela", Map.of("proposal", PROPOSAL, "why", "not on a Friday")));
        var refused = served.refused(approval("bela"));

        assertThat(refused.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(refused)
                .hasMessage("expected a proposal that nobody has declined, found " + PROPOSAL + ", which was declined");
        assertThat(actorOf("ProposalDeclined")).isEqualTo("bela");
        assertThat(watched.type("history", "app").exits(0).out().replaceAll("\\s+", " "))
                .contains("bela declined proposal " + PROPOSAL + ": not on a Friday");
        assertThat(served.recorded("ProposalApproved")).isEmpty();
        assertThat(served.recorded("RunRequested")).isEmpty();
    }

    @Test
    void startsNothingThatWasProposedBeforeTheDatabaseMoved() {
        served.start(proposal(Map.of("kind", "upgrade")));
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        var run = served.recorded("RunRequested").getFirst();

        var refused = served.refused(approval("bela"));

        assertThat(refused.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(refused.getMessage())
                .startsWith("expected app as ann saw it, at event ")
                .contains("found RunRequested at ")
                .endsWith("event " + run.sequence());
        assertThat(refused.remedy()).isEqualTo("look at the plan, and propose it anew");
        assertThat(served.recorded("ProposalApproved")).isEmpty();
        assertThat(served.recorded("RunRequested")).hasSize(1);
    }

    @Test
    void recordsNoProposalThatNoCommandWouldTake() {
        assertThat(served.refused(proposal(Map.of("kind", "upgrade", "check-command", "id")))
                        .why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(served.refused(proposal(Map.of("kind", "recover", "option", "restore"))))
                .hasMessage("expected which run is proposed: kind with upgrade or rehearse, found 'recover'");
        assertThat(served.refused(approval("bela")).why()).isEqualTo(OrderRefused.Why.UNKNOWN);
        assertThat(served.refused(decision(Order.Kind.APPROVE, "bela", Map.of()))
                        .why())
                .isEqualTo(OrderRefused.Why.INVALID);
        assertThat(served.recorded("RunProposed")).isEmpty();
    }

    @Test
    void upgradesOnlyWhatWasApprovedWhereTheServerRequiresIt() {
        try (var strict = Served.strictlyBy(watched.terminal())) {
            var refused =
                    strict.refused(new Order(PROPOSAL, "app", Order.Kind.UPGRADE, Map.of(), null, "ann", null, null));

            assertThat(refused.why()).isEqualTo(OrderRefused.Why.FORBIDDEN);
            assertThat(refused.remedy()).isEqualTo("propose it; somebody else approves");
            strict.start(proposal(Map.of("kind", "rehearse")));
            var run = strict.start(approval("bela")).runId();
            assertThat(strict.end(run).exitCode()).isZero();
        }
        assertThat(watched.database().objects()).isEmpty();
    }
}
