package dev.varve.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.AnyEvent;
import dev.varve.query.Dump;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineQuestion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatchUpTest {

    private static final String HOSTILE = "a'b\"; drop table timeline; --\n\u001b[31m\u202e \u0000 größe 表 👍";

    @TempDir
    private Path home;

    private Recorder recorder;

    @BeforeEach
    void open() {
        recorder = Recorder.in(home);
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void givesTheSameViewsEventByEventAndRebuiltInOneGo() {
        try (var live = Views.open(home.resolve("views.db"));
                var rebuilt = Views.open(home.resolve("again.db"));
                var memory = Views.inMemory()) {
            for (var event : new Story("shop").failedUpgradeAndRestore()) {
                recorder.record(event);
                catchUp(live);
            }
            catchUp(rebuilt);
            catchUp(memory);

            assertThat(Dump.of(live)).hasSizeGreaterThan(20).isEqualTo(Dump.of(rebuilt));
            assertThat(Dump.of(memory)).isEqualTo(Dump.of(rebuilt));
            assertThat(live.position()).isEqualTo(rebuilt.position());
        }
    }

    @Test
    void takesEveryTypeOfEventInWhateverTheTextsAre() {
        recorder.record(AnyEvent.ofEveryType("plain")).record(AnyEvent.ofEveryType(HOSTILE));
        recorder.record(new TargetEvent.TargetRetired("")).record(new TargetEvent.TargetRetired("x".repeat(900)));
        try (var file = Views.open(home.resolve("views.db"));
                var memory = Views.inMemory()) {
            catchUp(file);
            catchUp(memory);

            int types = AnyEvent.ofEveryType("").size();
            int ofATarget = (int) AnyEvent.ofEveryType("").stream()
                    .filter(event -> event.target() != null)
                    .count();
            var entries = new Timeline(file).read(TimelineQuestion.EVERYTHING);
            assertThat(entries).hasSize(2 * types + 2);
            assertThat(entries).allSatisfy(entry -> assertThat(entry.summary()).isNotBlank());
            assertThat(new Timeline(memory).read(TimelineQuestion.EVERYTHING)).isEqualTo(entries);
            assertThat(new Timeline(file).read(TimelineQuestion.EVERYTHING.ofTarget(HOSTILE)))
                    .hasSize(ofATarget)
                    .allSatisfy(entry -> assertThat(entry.target()).isEqualTo(HOSTILE));
        }
    }

    @Test
    void keepsAHugeTextWhole() {
        var huge = "x".repeat(3_000_000);
        recorder.record(new Story("shop").stepFailed("R", 1, "a", huge));
        try (var file = Views.open(home.resolve("views.db"));
                var memory = Views.inMemory()) {
            catchUp(file);
            catchUp(memory);
            assertThat(new Timeline(file)
                            .read(TimelineQuestion.EVERYTHING)
                            .getFirst()
                            .data())
                    .contains(huge);
            assertThat(Dump.of(memory)).isEqualTo(Dump.of(file));
        }
    }

    @Test
    void stopsLoudlyAtAnEventThatAProjectionCannotTakeIn() {
        recorder.record(new Story("shop").registered());
        try (var views = Views.open(home.resolve("views.db"))) {
            catchUp(views);
            var before = Dump.of(views);
            recorder.record(new TargetEvent.TargetRetired("shop"));
            recorder.record(new TargetEvent.BackupProven("shop", "R", "B", "s", "f", null));

            assertThatThrownBy(() -> catchUp(views))
                    .isInstanceOf(ProjectionFailed.class)
                    .hasMessageStartingWith("expected the view 'timeline' to take in event 3 (BackupProven, ")
                    .hasMessageContaining("found: java.lang.NullPointerException")
                    .hasRootCauseInstanceOf(NullPointerException.class);
            assertThat(Dump.of(views)).isEqualTo(before);
            assertThat(views.position().sequence()).isEqualTo(1);
        }
    }

    @Test
    void startsAnewWhenTheLogIsAnother(@TempDir Path other) {
        recorder.record(new Story("shop").failedUpgradeAndRestore());
        try (var views = Views.open(home.resolve("views.db"));
                var second = Recorder.in(other)) {
            catchUp(views);
            second.record(new Story("desk").registered());
            new CatchUp(second.feed(), views, EveryProjection.inOrder()).toHead();

            assertThat(new Timeline(views).read(TimelineQuestion.EVERYTHING))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.target()).isEqualTo("desk"));
        }
    }

    @Test
    void makesAFileAnewThatIsNoDatabase() throws Exception {
        Files.writeString(home.resolve("views.db"), "this is no database at all, but longer than a header".repeat(20));
        recorder.record(new Story("shop").registered());
        try (var views = Views.open(home.resolve("views.db"))) {
            catchUp(views);
            assertThat(views.position().sequence()).isEqualTo(1);
        }
    }

    @Test
    void tellsThatViewsCannotBeOpenedWhereAFolderStands() throws Exception {
        Files.createDirectory(home.resolve("views.db"));
        assertThatThrownBy(() -> Views.open(home.resolve("views.db")))
                .isInstanceOf(ViewsUnusable.class)
                .hasMessageStartingWith(
                        "expected the views in " + home.resolve("views.db") + " to open for writing, found: ");
    }

    @Test
    void letsASlowerTransactionGoWithoutATrace() {
        recorder.record(new Story("shop").registered());
        try (var views = Views.open(home.resolve("views.db"))) {
            catchUp(views);
            try (var late = views.begin()) {
                assertThatThrownBy(() -> late.move(Position.START, new Position(1, "x")))
                        .isInstanceOf(PositionMoved.class)
                        .hasMessage(
                                "expected the views at event 0, found them at event 1: another process takes events in;"
                                        + " try again");
            }
            assertThat(views.position().sequence()).isEqualTo(1);
        }
    }

    @Test
    void holdsNoLockOnceATransactionHasEnded() {
        try (var one = Views.open(home.resolve("views.db"));
                var other = Views.open(home.resolve("views.db"))) {
            for (var views : List.of(one, other, one, other)) {
                try (var kept = views.begin()) {
                    kept.claim("node", Recorder.NOON);
                    kept.commit();
                }
                try (var dropped = views.begin()) {
                    dropped.claim("another", Recorder.NOON);
                }
            }
            assertThat(one.claim().owner()).isEqualTo("node");
        }
    }

    @Test
    void letsSeveralProcessesCatchUpAtOnceWithoutTakingAnEventTwice() throws Exception {
        int events = 6_000;
        recorder.record(Collections.nCopies(events, new TargetEvent.TargetRetired("shop")));
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(CatchingUp.start(home));
        }
        for (var process : processes) {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).endsWith("at " + events + "\n");
        }
        try (var views = Views.open(home.resolve("views.db"))) {
            assertThat(new Timeline(views).read(TimelineQuestion.EVERYTHING))
                    .extracting("sequence")
                    .isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
        }
    }

    @Test
    void keepsTheOrderOfRunsOfTheSameStep() {
        var story = new Story("shop");
        recorder.record(List.<RunEvent>of(
                story.stepStarted("R1", 1, 2, "b2"), story.stepFailed("R1", 1, "b2", "no\nsuch table"),
                story.stepStarted("R2", 1, 3, "b2"), story.stepFailed("R2", 1, "b2", "again")));
        try (var views = Views.inMemory()) {
            catchUp(views);
            assertThat(new Timeline(views).read(TimelineQuestion.EVERYTHING))
                    .extracting("summary")
                    .containsExactly(
                            "step 1 of 2, b2 'add b2', begins",
                            "step 1 of 2, b2 'add b2', failed: no",
                            "step 1 of 3, b2 'add b2', begins",
                            "step 1 of 3, b2 'add b2', failed: again");
        }
    }

    private void catchUp(Views views) {
        new CatchUp(recorder.feed(), views, EveryProjection.inOrder()).toHead();
    }
}
