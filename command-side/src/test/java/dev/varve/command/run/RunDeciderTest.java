package dev.varve.command.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunDeciderTest {

    @Test
    void recordsAStepsOutcomeAfterItsIntent() {
        var acting = after(requested(), step("a1"));

        assertThat(acting).isEqualTo(new RunState.Acting("shop", "step 1 of 2, a1", List.of("a1")));
        assertThat(RunDecider.decide(acting, observed(succeeded("a1")))).hasSize(1);
    }

    @Test
    void refusesAnOutcomeWithoutAnIntent() {
        assertThatThrownBy(() -> RunDecider.decide(requested(), observed(succeeded("a1"))))
                .isInstanceOf(IllegalRunFact.class)
                .hasMessageContaining("expected a fact that can follow Requested[target=shop]")
                .hasMessageContaining("found StepSucceeded of run run-1");
    }

    @Test
    void beginsNoRunUnderTheIdOfAnother() {
        var request = RunCommand.migrate(
                "run-1", "shop", RunKind.UPGRADE, "head", MigrationRequest.Way.IN_PLACE, List.of(), null);
        assertThat(RunDecider.decide(new RunState.NotRequested(), request)).hasSize(1);

        assertThatThrownBy(() -> RunDecider.decide(requested(), request))
                .isInstanceOf(RunIdTaken.class)
                .hasMessage("expected the id of a run that nobody asked for yet, found run-1, which is on record");
    }

    @Test
    void refusesTheOutcomeOfAnotherStep() {
        var acting = after(requested(), step("a1"));

        assertThatThrownBy(() -> RunDecider.decide(acting, observed(succeeded("b2"))))
                .isInstanceOf(IllegalRunFact.class);
    }

    @Test
    void refusesAStepWhileItIsOpenOrAnotherActIs() {
        var acting = after(requested(), step("a1"));
        var verifying = after(requested(), new RunEvent.VerificationStarted("run-1", "shop"));

        assertThatThrownBy(() -> RunDecider.decide(acting, observed(step("a1"))))
                .isInstanceOf(IllegalRunFact.class);
        assertThatThrownBy(() -> RunDecider.decide(verifying, observed(step("b2"))))
                .isInstanceOf(IllegalRunFact.class);
    }

    /** PostgreSQL holds every step of an upgrade in one transaction: none has ended until all have. */
    @Test
    void recordsStepsOfOneTransactionBegunOneAfterAnotherAndEndedTogether() {
        var both = after(after(requested(), step("a1")), step("b2"));

        assertThat(RunDecider.decide(both, observed(succeeded("b2")))).hasSize(1);
        var one = after(both, succeeded("a1"));
        assertThat(RunDecider.decide(one, observed(succeeded("b2")))).hasSize(1);
        assertThatThrownBy(() -> RunDecider.decide(one, observed(succeeded("a1"))))
                .isInstanceOf(IllegalRunFact.class);
        assertThat(after(one, succeeded("b2"))).isEqualTo(new RunState.Between("shop"));
    }

    @Test
    void recordsNothingAfterTheEnd() {
        var ended = after(requested(), new RunEvent.PreflightRefused("run-1", "shop", List.of()));

        assertThatThrownBy(() -> RunDecider.decide(ended, observed(step("a1"))))
                .isInstanceOf(IllegalRunFact.class)
                .hasMessageContaining("Ended[target=shop, outcome=REFUSED]");
    }

    @Test
    void recordsAFailureBeforeTheFirstStepAndAnInterruptionInsideOne() {
        var failed = new RunEvent.StepFailed("run-1", "shop", 1, "a1", 5, null, null, null, null);
        var interrupted = new RunEvent.RunInterrupted("run-1", "shop", "step 1 of 2, a1", "killed", null);

        assertThat(RunDecider.decide(requested(), observed(failed))).hasSize(1);
        assertThat(RunDecider.decide(after(requested(), step("a1")), observed(interrupted)))
                .hasSize(1);
    }

    /** Its failure is its outcome; then it begins anew. */
    @Test
    void recordsThatAStepIsTriedAgainOnlyOnceItEnded() {
        var failed = new RunEvent.StepFailed("run-1", "shop", 1, "a1", 5, null, null, null, null);
        var again = new RunEvent.StepRetried("run-1", "shop", 1, "a1", 1, 3, "55P03", 1200);
        var acting = after(requested(), step("a1"));

        assertThatThrownBy(() -> RunDecider.decide(acting, observed(again))).isInstanceOf(IllegalRunFact.class);
        var ended = after(acting, failed);
        assertThat(RunDecider.decide(ended, observed(again))).hasSize(1);
        assertThat(RunDecider.decide(after(ended, again), observed(step("a1")))).hasSize(1);
    }

    private static RunState requested() {
        return after(
                new RunState.NotRequested(),
                new RunEvent.RunRequested("run-1", "shop", "upgrade", "head", "in-place", List.of(), null, null));
    }

    private static RunState after(RunState state, RunEvent event) {
        return RunDecider.evolve(state, event);
    }

    private static RunCommand observed(RunEvent event) {
        return RunCommand.observe(event);
    }

    private static RunEvent step(String revision) {
        return new RunEvent.StepStarted("run-1", "shop", 1, 2, revision, "message", List.of(), "f1");
    }

    private static RunEvent succeeded(String revision) {
        return new RunEvent.StepSucceeded("run-1", "shop", 1, revision, 5, 1, 0, "f2", null);
    }
}
