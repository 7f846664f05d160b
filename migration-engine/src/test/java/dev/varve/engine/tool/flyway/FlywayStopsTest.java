package dev.varve.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.StatementStarting;
import dev.varve.engine.observation.Observation.StepFailed;
import dev.varve.engine.observation.Observation.StepStarting;
import dev.varve.engine.observation.Observation.StepSucceeded;
import dev.varve.engine.tool.MigrationResult.Ending;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a run on its way: an observer that could not make an intent durable, and an operator. */
class FlywayStopsTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void threeVersionsAndAView() throws Exception {
        bench = Bench.withThreeVersionsAndAView(folder);
    }

    @Test
    void startsNoStepWhenTheObserverThrowsBeforeIt() throws Exception {
        bench.observer = seen -> {
            if (seen instanceof StepStarting starting && starting.revision().equals("2")) {
                throw new IllegalStateException("the store is full");
            }
            bench.seen.add(seen);
        };

        assertThatThrownBy(() -> bench.upgrade("head"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store is full");
        assertThat(bench.tool().look().current()).containsExactly("1");
        assertThat(bench.tool().look().findings()).isEmpty();
        assertThat(bench.file().rows("select count(*) from chat")).containsExactly("0");
        assertThat(bench.seen(StepSucceeded.class))
                .extracting(StepSucceeded::revision)
                .containsExactly("1");
    }

    @Test
    void runsNoStatementWhoseIntentTheObserverRefused() throws Exception {
        bench.observer = seen -> {
            if (seen instanceof StatementStarting starting && starting.sql().startsWith("update")) {
                throw new IllegalStateException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> bench.upgrade("head")).hasMessage("the disk is gone");
        assertThat(bench.file().rows("select count(*) from chat")).containsExactly("0");
        assertThat(bench.tool().look().current()).containsExactly("1");
    }

    @Test
    void touchesNothingWhenTheCallerRefusesBeforeTheFirstStep() throws Exception {
        bench.beforeFirstStep = () -> {
            throw new IllegalStateException("rows changed since the backup");
        };

        assertThatThrownBy(() -> bench.upgrade("head")).hasMessage("rows changed since the backup");
        assertThat(bench.file().tables()).isEmpty();
    }

    @Test
    void stopsBetweenStepsWhenAsked() {
        var asked = new AtomicBoolean();
        bench.stop = asked::get;
        bench.observer = seen -> {
            bench.seen.add(seen);
            asked.compareAndSet(false, seen instanceof Observation.StepApplied);
        };

        var result = bench.upgrade("head");

        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(result.applied()).containsExactly("1");
        assertThat(bench.tool().look().current()).containsExactly("1");
        assertThat(bench.tool().look().findings()).isEmpty();
    }

    @Test
    void stopsAfterTheRunningStatementAndTakesTheStepBack() throws Exception {
        var asked = new AtomicBoolean();
        bench.stop = asked::get;
        bench.observer = seen -> {
            bench.seen.add(seen);
            asked.compareAndSet(
                    false,
                    seen instanceof StatementStarting starting
                            && starting.revision().equals("2"));
        };

        var result = bench.upgrade("head");

        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(result.failedRevision()).isEqualTo("2");
        assertThat(bench.seen(StepFailed.class)).hasSize(1);
        assertThat(bench.file().rows("select count(*) from chat")).containsExactly("0");
    }
}
