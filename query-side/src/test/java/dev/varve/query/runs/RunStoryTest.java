package dev.varve.query.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.varve.events.RecordedOption;
import dev.varve.events.RecordedStep;
import dev.varve.events.RunEvent;
import dev.varve.events.VarveEvent;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.store.EventFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoryTest {

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private RunView run(String id, List<VarveEvent> events) {
        try (var recorder = Recorder.in(home)) {
            recorder.record(events);
            return RunStory.of(recorder.log().read(EventFilter.ANY.ofRun(id), 0, 1_000));
        }
    }

    @Test
    void tellsAFailedUpgradeFromTheRequestToItsEnd() {
        var run = run("R1", story.failedUpgradeAndRestore());

        assertThat(run.kind()).isEqualTo("upgrade");
        assertThat(run.target()).isEqualTo("shop");
        assertThat(run.asked().actor()).isEqualTo("ann");
        assertThat(run.from()).containsExactly("a1");
        assertThat(run.to()).containsExactly("c3");
        assertThat(run.backups()).containsExactly("B1");
        assertThat(run.steps())
                .extracting("ordinal", "revision", "outcome", "durationMillis", "statements")
                .containsExactly(tuple(1, "b2", "SUCCEEDED", 1500L, 4), tuple(2, "c3", "FAILED", 20L, null));
        assertThat(run.steps().getLast().failure().message()).isEqualTo("duplicate column name: meta");
        assertThat(run.outcome()).isEqualTo("FAILED_NEEDS_RECOVERY");
        assertThat(run.reached()).containsExactly("b2");
        assertThat(run.remedy()).isEqualTo("varve restore shop B1");
        assertThat(run.endedAt()).isAfter(run.startedAt());
    }

    @Test
    void tellsOfARestoreWhichBackupItPutBack() {
        var run = run("R2", story.failedUpgradeAndRestore());

        assertThat(run.restore()).isEqualTo(new RunView.Restore("B1", true));
        assertThat(run.outcome()).isEqualTo("SUCCEEDED");
        assertThat(run.steps()).isEmpty();
    }

    @Test
    void isOpenAsLongAsNobodyToldItsEndAndKnowsTheLastIntent() {
        var run = run(
                "R1",
                List.of(
                        story.registered(),
                        story.leased("R1", "upgrade"),
                        story.requested("R1", "upgrade"),
                        new RunEvent.RunPlanned(
                                "R1",
                                "shop",
                                List.of("a1"),
                                List.of("b2"),
                                List.of(new RecordedStep("b2", "two", "/srv/b2.py", "ab".repeat(32)))),
                        new RunEvent.ToolStarted("R1", "shop", 7L, 9L, Map.of("alembic", "1.18")),
                        story.stepStarted("R1", 1, 1, "b2")));

        assertThat(run.outcome()).isNull();
        assertThat(run.lastIntent()).isEqualTo("step 1 of 1, b2");
        assertThat(run.toolVersions()).containsEntry("alembic", "1.18");
        assertThat(run.steps()).singleElement().satisfies(step -> {
            assertThat(step.sha256()).isEqualTo("ab".repeat(32));
            assertThat(step.startedAt()).isNotNull();
            assertThat(step.outcome()).isNull();
        });
    }

    @Test
    void countsAStepThatIsTriedAgainOnceAndKeepsWhy() {
        var run = run(
                "R1",
                List.of(
                        story.registered(),
                        story.requested("R1", "upgrade"),
                        story.stepStarted("R1", 1, 1, "b2"),
                        story.stepFailed("R1", 1, "b2", "canceling statement due to lock timeout"),
                        new RunEvent.StepRetried("R1", "shop", 1, "b2", 1, 3, "55P03", 1_200),
                        story.stepStarted("R1", 1, 1, "b2"),
                        story.stepSucceeded("R1", 1, "b2"),
                        story.succeeded("R1", "b2")));

        assertThat(run.steps()).singleElement().satisfies(step -> {
            assertThat(step.outcome()).isEqualTo("SUCCEEDED");
            assertThat(step.failure()).isNull();
            assertThat(step.retries()).extracting("sqlState").containsExactly("55P03");
        });
    }

    @Test
    void tellsARefusalWithItsReasons() {
        var run = run(
                "R1",
                List.of(
                        story.registered(),
                        story.requested("R1", "upgrade"),
                        new RunEvent.PreflightRefused(
                                "R1", "shop", List.of(story.finding("DATABASE_IN_USE", "ERROR")))));

        assertThat(run.outcome()).isEqualTo("REFUSED");
        assertThat(run.findings()).extracting("code").containsExactly("DATABASE_IN_USE");
    }

    @Test
    void tellsARefusedStampAndAnAppliedOne() {
        var refused = run(
                "R1",
                List.of(
                        story.registered(),
                        new RunEvent.StampRequested("R1", "shop", "b2", "applied-by-hand"),
                        new RunEvent.StampRefused(
                                "R1", "shop", "b2", "f-b2", "f-a1", List.of("table chat: missing"), "not that schema"),
                        new RunEvent.StampRequested("R2", "shop", "b2", "applied-by-hand"),
                        new RunEvent.StampApplied("R2", "shop", "b2", List.of("a1"), "f-b2")));

        assertThat(refused.because()).isEqualTo("applied-by-hand");
        assertThat(refused.stamp()).isEqualTo(new RunView.Stamp("b2", false, List.of("table chat: missing")));
        assertThat(refused.outcome()).isEqualTo("REFUSED");
        assertThat(refused.why()).isEqualTo("not that schema");
    }

    @Test
    void tellsARecoveryWithWhatWasChosenAndWhatProvedIt() {
        var option = new RecordedOption("restore", "puts backup B1 back", null, 900L, "every row equals");
        var run = run(
                "R2",
                List.of(
                        story.registered(),
                        story.requested("R2", "recover"),
                        new RunEvent.RecoveryOpened(
                                "R2", "shop", "PARTIAL", "R1", "c3", "PARTIAL", "f", List.of(option)),
                        new RunEvent.RecoveryOptionChosen("R2", "shop", "restore", "puts backup B1 back", null),
                        new RunEvent.RestoreStarted("R2", "shop", "B1", "cd".repeat(32)),
                        new RunEvent.RestoreSucceeded("R2", "shop", "B1", "f-a1", List.of()),
                        new RunEvent.RecoveryCompleted(
                                "R2", "shop", "restore", "PENDING", List.of("a1"), "f-a1", "every row equals")));

        assertThat(run.recovery().brokenRunId()).isEqualTo("R1");
        assertThat(run.recovery().option()).isEqualTo("restore");
        assertThat(run.recovery().proof()).isEqualTo("every row equals");
        assertThat(run.reached()).containsExactly("a1");
    }
}
