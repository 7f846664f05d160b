package dev.varve.command.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.varve.events.TargetEvent;
import dev.varve.server.OrderRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProposalRulesTest {

    private static final String ID = TargetCommand.aggregateId("shop");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static TargetState watched() {
        return TargetDecider.evolve(
                new TargetState.Unknown(),
                new TargetEvent.TargetRegistered(
                        "shop",
                        "alembic",
                        "/a",
                        "sqlite:////d",
                        "sqlite",
                        "/",
                        List.of(),
                        null,
                        null,
                        null,
                        List.of()));
    }

    private static TargetCommand propose(String id) {
        return new TargetCommand.Propose(ID, "shop", id, "upgrade", Map.of("to", "head"), 7, "ann", NOON);
    }

    private static TargetCommand approve(String runId, String who, Instant at) {
        return new TargetCommand.Approve(ID, "shop", "p1", runId, who, at);
    }

    private static TargetCommand decline(String why) {
        return new TargetCommand.Decline(ID, "shop", "p1", why);
    }

    private static TargetState after(TargetState state, TargetCommand command) {
        for (var fact : TargetDecider.decide(state, command)) {
            state = TargetDecider.evolve(state, fact);
        }
        return state;
    }

    private static OrderRefused refused(TargetState state, TargetCommand command) {
        return catchThrowableOfType(OrderRefused.class, () -> TargetDecider.decide(state, command));
    }

    @Test
    void takesUpWhatSomebodyElseApprovesAsOneRunHoweverOftenItIsApproved() {
        var proposed = after(watched(), propose("p1"));

        assertThat(TargetDecider.decide(proposed, approve("run-1", "bela", NOON)))
                .containsExactly(
                        new TargetEvent.ProposalApproved("shop", "p1"),
                        new TargetEvent.ProposalTakenUp("shop", "p1", "run-1"));
        var taken = after(proposed, approve("run-1", "bela", NOON));
        assertThat(TargetDecider.decide(taken, approve("run-2", "cleo", NOON))).isEmpty();
        assertThat(refused(taken, approve("run-2", "ann", NOON)).why()).isEqualTo(OrderRefused.Why.FORBIDDEN);
        assertThat(refused(taken, decline(null)))
                .hasMessage("expected a proposal that nobody has approved, found p1, which became run run-1");
    }

    @Test
    void letsNobodyApproveWhatTheyProposed() {
        var refused = refused(after(watched(), propose("p1")), approve("run-1", "ann", NOON));

        assertThat(refused.why()).isEqualTo(OrderRefused.Why.FORBIDDEN);
        assertThat(refused).hasMessage("expected somebody else than ann, who proposed it, to approve it, found ann");
        assertThat(refused.remedy()).isEqualTo("ask a colleague who may approve");
    }

    @Test
    void holdsAProposalVoidAfterADay() {
        var proposed = after(watched(), propose("p1"));
        var day = NOON.plus(Duration.ofHours(24));

        assertThat(TargetDecider.decide(proposed, approve("run-1", "bela", day.minusMillis(1))))
                .hasSize(2);
        var refused = refused(proposed, approve("run-1", "bela", day));
        assertThat(refused.why()).isEqualTo(OrderRefused.Why.MOVED);
        assertThat(refused)
                .hasMessage("expected a proposal that is approved within 24 h, found one that was void from"
                        + " 2026-11-23T12:00:00Z on");
    }

    @Test
    void approvesNothingThatWasDeclinedOrNeverProposed() {
        var declined = after(after(watched(), propose("p1")), decline("not on a Friday"));

        assertThat(TargetDecider.decide(declined, decline("again"))).isEmpty();
        assertThat(refused(declined, approve("run-1", "bela", NOON)))
                .hasMessage("expected a proposal that nobody has declined, found p1, which was declined");
        assertThat(refused(watched(), approve("run-1", "bela", NOON)).why()).isEqualTo(OrderRefused.Why.UNKNOWN);
    }

    @Test
    void proposesOnceWhatIsSentTwiceAndGivesNoIdToTwo() {
        var proposed = after(watched(), propose("p1"));

        assertThat(TargetDecider.decide(proposed, propose("p1"))).isEmpty();
        var other = new TargetCommand.Propose(ID, "shop", "p1", "rehearse", Map.of(), 7, "bela", NOON);
        assertThat(refused(proposed, other))
                .hasMessage("expected an id of its own for what is proposed, found p1, that of a proposal of ann");
    }

    @Test
    void holdsAtMostTwentyProposalsOpen() {
        var state = watched();
        for (int i = 0; i < 20; i++) {
            state = after(state, propose("p" + i));
        }

        assertThat(refused(state, propose("one more")))
                .hasMessage("expected fewer than 20 open proposals for shop, found 20");
        var oneLess = after(state, decline(null));
        assertThat(TargetDecider.decide(oneLess, propose("one more"))).hasSize(1);
    }
}
