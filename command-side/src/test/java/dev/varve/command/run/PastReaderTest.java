package dev.varve.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.RunEvent;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PastReaderTest {

    private final PastReader reader = new PastReader();

    @Test
    void knowsAStepWithoutAnOutcome() {
        add(started());

        assertThat(reader.past().openStep().isTold()).isFalse();
    }

    /** A run can die in the verification after a failed step: its outcome must not be recorded once more. */
    @Test
    void knowsThatAFailedStepsOutcomeIsOnRecord() {
        add(started());
        add(new RunEvent.StepFailed("run-1", "shop", 1, "a1", 5, null, null, null, null));
        add(new RunEvent.VerificationStarted("run-1", "shop"));

        assertThat(reader.past().openStep().revision()).isEqualTo("a1");
        assertThat(reader.past().openStep().isTold()).isTrue();
    }

    @Test
    void knowsThatAnUnknownOutcomeIsOnRecord() {
        add(started());
        add(new RunEvent.StepOutcomeUnknown("run-1", "shop", 1, "a1", "the tool is gone", "f2", null));

        assertThat(reader.past().openStep().isTold()).isTrue();
    }

    /** One transaction holds them: none has ended before all have. */
    @Test
    void knowsEveryOpenStepOfOneTransactionAndTellsEachOnce() {
        add(started());
        add(started(2, "b2"));
        add(started(3, "c3"));
        assertThat(reader.past().openSteps())
                .extracting(step -> step.revision())
                .containsExactly("a1", "b2", "c3");

        add(new RunEvent.StepOutcomeUnknown("run-1", "shop", 1, "a1", "the tool is gone", "f1", null));

        assertThat(reader.past().openSteps()).extracting(step -> step.isTold()).containsExactly(true, false, false);
        assertThat(reader.past().openStep().revision()).isEqualTo("c3");
    }

    @Test
    void aStepThatIsTriedAgainIsOpenOnce() {
        add(started());
        add(started(2, "b2"));
        add(new RunEvent.StepFailed("run-1", "shop", 1, "a1", 5, null, null, null, null));
        add(new RunEvent.StepFailed("run-1", "shop", 2, "b2", 5, null, null, null, null));
        add(new RunEvent.StepRetried("run-1", "shop", 2, "b2", 1, 3, "55P03", 1200));

        add(started());

        assertThat(reader.past().openSteps()).singleElement().satisfies(step -> {
            assertThat(step.revision()).isEqualTo("a1");
            assertThat(step.isTold()).isFalse();
        });
    }

    @Test
    void forgetsTheOpenStepsOfARunOnceAnotherRunsStepBegins() {
        add(started());
        add(started(2, "b2"));

        add(new RunEvent.StepStarted("run-2", "shop", 1, 1, "a1", "message", List.of(), "f1"));

        assertThat(reader.past().openSteps())
                .singleElement()
                .satisfies(step -> assertThat(step.runId()).isEqualTo("run-2"));
    }

    @Test
    void aSwapThatBeganAndWhoseEndNobodySawMayHaveLeftADatabaseBarred() {
        add(new RunEvent.SwapStarted("run-1", "shop", "copy", "1:2", "1:1", "f2", "kept"));
        assertThat(reader.past().mayBeBarred()).isTrue();

        add(new RunEvent.SwapFailed("run-1", "shop", "the server to say that both were renamed", "no answer", false));
        assertThat(reader.past().mayBeBarred()).isTrue();

        add(new RunEvent.PreflightPassed("run-2", "shop", List.of()));
        assertThat(reader.past().mayBeBarred()).isFalse();
    }

    @Test
    void aSwapThatIsKnownToHaveTouchedNothingLeavesNothingBarred() {
        add(new RunEvent.SwapStarted("run-1", "shop", "copy", "1:2", "1:1", "f2", "kept"));
        add(new RunEvent.SwapFailed("run-1", "shop", "nobody to be connected", "pid 7", true));

        assertThat(reader.past().mayBeBarred()).isFalse();
    }

    private static RunEvent started() {
        return started(1, "a1");
    }

    private static RunEvent started(int ordinal, String revision) {
        return new RunEvent.StepStarted("run-1", "shop", ordinal, 3, revision, "message", List.of(), "f1");
    }

    private void add(RunEvent event) {
        reader.add(new RecordedEvent(
                1, "id", event.getClass().getSimpleName(), "1", Instant.EPOCH, "run-1", 1, Map.of(), event, "{}"));
    }
}
