package dev.varve.query.web.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.backups.Backups;
import dev.varve.query.findings.Findings;
import dev.varve.query.projection.AsOf;
import dev.varve.query.projection.Views;
import dev.varve.query.runs.RunLine;
import dev.varve.query.runs.RunStory;
import dev.varve.query.runs.Runs;
import dev.varve.query.status.StatusView;
import dev.varve.query.status.Statuses;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.store.EventFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastViewsTest {

    @TempDir
    private Path home;

    private Recorder recorder;
    private Views now;

    @BeforeEach
    void record() {
        recorder = Recorder.in(home);
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        recorder.record(new Story("till").registered());
        recorder.record(new Story("till").backedUp("R9", "B9"));
        now = AsOf.replay(recorder.feed(), null, EveryProjection.inOrder());
    }

    @AfterEach
    void close() {
        now.close();
        recorder.close();
    }

    /** Of one database alone, and by a read model that was used before: the same as everything replayed to that moment. */
    @Test
    void believesAfterEachEventWhatAFullReplayBelieves() {
        try (var past = new PastViews(recorder.log(), now)) {
            for (var event : recorder.log().read(EventFilter.ANY, 0, 100)) {
                try (var then = AsOf.replay(recorder.feed(), event.at(), EveryProjection.inOrder())) {
                    for (var target : new String[] {"shop", "till"}) {
                        assertThat(past.after(target, event.sequence()))
                                .as(target + " after event " + event.sequence())
                                .isEqualTo(past(then, target));
                    }
                }
            }
            assertThat(past.after("none", 5)).isEmpty();
        }
    }

    private static Optional<Past> past(Views views, String target) {
        return new Statuses(views)
                .of(target)
                .map(status -> new Past(status, new Findings(views).of(target), new Backups(views).of(target)));
    }

    @Test
    void aListSaysOfEachWhatOneIsAskedFor() {
        var statuses = new Statuses(now);
        assertThat(statuses.underWatch()).extracting(StatusView::target).containsExactly("shop", "till");
        assertThat(statuses.underWatch())
                .allSatisfy(each -> assertThat(statuses.of(each.target())).hasValue(each));
        var backups = new Backups(now);
        assertThat(backups.lastProven()).containsOnlyKeys("shop", "till");
        backups.lastProven()
                .forEach((target, proven) ->
                        assertThat(backups.lastProven(target)).isEqualTo(proven));
    }

    @Test
    void theListOfRunsEndsEachAsItsStoryDoes() {
        var runs = new Runs(now)
                .before(new Runs.Question(null, null, null), null, 100)
                .runs();

        assertThat(runs).extracting(RunLine::runId).contains("R1", "R2");
        for (var run : runs) {
            var story = RunStory.of(recorder.log().read(EventFilter.ANY.ofRun(run.runId()), 0, 100));
            assertThat(run.outcome()).as(run.runId()).isEqualTo(story.outcome());
        }
    }

    @Test
    void aSliderStopsWhereSomethingMayHaveChanged() {
        var stops = Stops.of("shop", new Timeline(now));

        assertThat(stops.skipped()).isZero();
        assertThat(stops.entries())
                .extracting(TimelineEntry::type)
                .contains("TargetRegistered", "DatabaseDiagnosed", "RestoreSucceeded")
                .doesNotContain("StepStarted", "LeaseTaken");
        var sequences = new ArrayList<>(
                stops.entries().stream().map(TimelineEntry::sequence).toList());
        assertThat(sequences).isSorted();
        assertThat(stops.placeOf(0)).isZero();
        assertThat(stops.placeOf(1_000)).isEqualTo(sequences.size() - 1);
        assertThat(stops.placeOf(sequences.get(3))).isEqualTo(3);
    }
}
