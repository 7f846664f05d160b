package dev.varve.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.projection.AsOf;
import dev.varve.query.projection.Views;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {

    private static final List<String> NAMES = List.of("100%", "a_b", "axb", "wow!", "it's", "<b>", "\\", "ÄÖ");

    @TempDir
    private Path home;

    private Recorder recorder;
    private Views views;

    @BeforeEach
    void record() {
        recorder = Recorder.in(home);
        recorder.record(NAMES.stream().map(TargetRetired::new).toList());
        recorder.record(
                IntStream.range(0, 25).mapToObj(i -> new TargetRetired("t" + i)).toList());
        views = AsOf.replay(recorder.feed(), null, EveryProjection.inOrder());
    }

    @AfterEach
    void close() {
        views.close();
        recorder.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 33, 100})
    void pagesInBothDirectionsHoldEachEventOnce(int limit) {
        var timeline = new Timeline(views);
        var backwards = new ArrayList<Long>();
        Long before = null;
        do {
            var page = timeline.before(TimelineQuestion.EVERYTHING, before, limit);
            page.entries().forEach(entry -> backwards.add(entry.sequence()));
            before = page.older();
        } while (before != null);
        var forwards = new ArrayList<Long>();
        long after = 0;
        for (var page = timeline.following(after, Set.of(), limit);
                !page.isEmpty();
                page = timeline.following(after, Set.of(), limit)) {
            page.forEach(entry -> forwards.add(entry.sequence()));
            after = forwards.getLast();
        }

        assertThat(forwards)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 33).boxed().toList());
        assertThat(backwards).containsExactlyElementsOf(forwards.reversed());
    }

    /** What stands for any text in SQL stands for itself here. */
    @ParameterizedTest
    @ValueSource(strings = {"100%", "a_b", "wow!", "it's", "<b>", "\\"})
    void aTextIsLookedForAsItIs(String text) {
        var question = new TimelineQuestion(null, null, Set.of(), null, null, text);

        assertThat(new Timeline(views).before(question, null, 100).entries())
                .extracting(TimelineEntry::target)
                .containsExactly(text);
    }

    @Test
    void aTextThatNothingHoldsIsNotFound() {
        var question = new TimelineQuestion(null, null, Set.of(), null, null, "' or 1=1 --");

        assertThat(new Timeline(views).before(question, null, 100).entries()).isEmpty();
    }
}
