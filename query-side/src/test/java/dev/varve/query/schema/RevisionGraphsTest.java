package dev.varve.query.schema;

import static dev.varve.query.schema.Kept.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.schema.RevisionGraph.Mark;
import dev.varve.query.schema.RevisionGraph.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionGraphsTest {

    /** As Alembic told a project with a branch, a merge and a base that depends on a branch. */
    private static final String TOLD_BY_ALEMBIC = """
            [{"id":"a1","parents":[],"dependsOn":[],"labels":[],"message":"base","file":"a1.py","sha256":"01","repeatable":false},
            {"id":"b2","parents":["a1"],"dependsOn":[],"labels":[],"message":"left","file":"b2.py","sha256":"02","repeatable":false},
            {"id":"c3","parents":["a1"],"dependsOn":[],"labels":["right"],"message":"right","file":"c3.py","sha256":"03","repeatable":false},
            {"id":"d4","parents":["c3"],"dependsOn":[],"labels":[],"message":"further right","file":"d4.py","sha256":"04","repeatable":false},
            {"id":"m5","parents":["b2","d4"],"dependsOn":[],"labels":[],"message":"merge","file":"m5.py","sha256":"05","repeatable":false},
            {"id":"x9","parents":[],"dependsOn":["c3"],"labels":["other"],"message":"another line","file":"x9.py","sha256":"09","repeatable":false}]
            """;

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Recorder recorder;
    private Kept kept;
    private RevisionGraphs graphs;

    @BeforeEach
    void open() {
        recorder = Recorder.in(home);
        recorder.record(story.registered());
        kept = new Kept(recorder, "shop");
        graphs = new RevisionGraphs(recorder.log());
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private static TargetEvent looked(String state, List<String> current, String fingerprint, String... pending) {
        return new TargetEvent.DatabaseDiagnosed(
                "shop", state, current, List.of("m5"), List.of(pending), fingerprint, List.of());
    }

    private State state(String id) {
        return graphs.now("shop").orElseThrow().find(id).orElseThrow().state();
    }

    private Set<Mark> marks(String id) {
        return graphs.now("shop").orElseThrow().find(id).orElseThrow().marks();
    }

    @Test
    void showsNothingWhereNobodyToldTheScripts() {
        recorder.record(looked("PENDING", List.of("a1"), "f1"));

        assertThat(graphs.now("shop")).isEmpty();
    }

    @Test
    void saysOfNoRevisionWhetherItIsAppliedWhereNobodyToldWhereTheDatabaseStands() {
        kept.revisions(TOLD_BY_ALEMBIC);

        assertThat(graphs.now("shop").orElseThrow().count(State.UNTOLD)).isEqualTo(6);
    }

    @Test
    void tellsBranchesAndMergesAndWhatOfThemIsApplied() {
        kept.revisions(TOLD_BY_ALEMBIC);
        recorder.record(looked("PENDING", List.of("b2", "c3"), "f1", "d4", "m5", "x9"));

        assertThat(state("a1")).isEqualTo(State.APPLIED);
        assertThat(state("b2")).isEqualTo(State.CURRENT);
        assertThat(state("c3")).isEqualTo(State.CURRENT);
        assertThat(state("d4")).isEqualTo(State.PENDING);
        assertThat(state("x9")).isEqualTo(State.PENDING);
        assertThat(marks("a1")).containsExactly(Mark.BRANCH);
        assertThat(marks("m5")).containsExactly(Mark.HEAD, Mark.MERGE);
        assertThat(marks("b2")).containsExactly(Mark.FOUND);
    }

    @Test
    void marksWhereTheLastRunLeftItApartFromWhereTheLastLookFoundIt() {
        kept.revisions(Kept.line(4));
        recorder.record(
                story.requested("R1", "upgrade"),
                story.stepSucceeded("R1", 1, "r2"),
                story.stepSucceeded("R1", 2, "r3"),
                story.succeeded("R1", "r3"));
        assertThat(state("r3")).isEqualTo(State.CURRENT);
        assertThat(marks("r3")).containsExactly(Mark.EXPECTED);

        recorder.record(looked("DIVERGED", List.of("r4"), "f-r2"));

        assertThat(state("r4")).isEqualTo(State.CURRENT);
        assertThat(marks("r4")).containsExactly(Mark.HEAD, Mark.FOUND);
        assertThat(marks("r3")).containsExactly(Mark.EXPECTED);
        assertThat(marks("r2")).as("whose schema was found").containsExactly(Mark.SCHEMA);
    }

    @Test
    void saysOfAStampedRevisionThatItIsInNoScript() {
        kept.revisions(Kept.line(2));
        recorder.record(looked("UNKNOWN_REVISION", List.of("gone"), "f1"));

        assertThat(state("gone")).isEqualTo(State.UNKNOWN);
        assertThat(marks("gone")).containsExactly(Mark.FOUND);
        assertThat(state("r2")).isEqualTo(State.PENDING);
    }

    @Test
    void takesALookThatCouldNotReadItForNoWord() {
        kept.revisions(Kept.line(2));
        recorder.record(looked("PENDING", List.of("r1"), "f1", "r2"), looked("UNREACHABLE", List.of(), null));

        assertThat(state("r1")).isEqualTo(State.CURRENT);
    }

    @Test
    void knowsNotWhereARestoredDatabaseStandsUntilItIsTold() {
        kept.revisions(Kept.line(2));
        recorder.record(looked("UP_TO_DATE", List.of("r2"), "f1"));
        recorder.record(new RunEvent.RestoreSucceeded("R2", "shop", "B1", "f0", List.of()));
        assertThat(state("r1")).isEqualTo(State.UNTOLD);

        recorder.record(story.succeeded("R2", "r1"));

        assertThat(state("r1")).isEqualTo(State.CURRENT);
        assertThat(state("r2")).isEqualTo(State.PENDING);
    }

    @Test
    void tellsOfRepeatableScriptsWhatTheLastLookToldAndWhatRanSince() {
        var again = new Revision("R:titles", List.of(), List.of(), List.of(), "titles", null, null, true);
        kept.revisions(List.of(after("1", "chat"), after("2", "note", "1"), again));
        recorder.record(looked("PENDING", List.of("1"), "f1", "2", "R:titles"));
        assertThat(state("R:titles")).isEqualTo(State.PENDING);
        assertThat(marks("R:titles")).containsExactly(Mark.REPEATABLE);

        recorder.record(story.requested("R1", "upgrade"), story.stepSucceeded("R1", 2, "R:titles"));

        assertThat(state("R:titles")).isEqualTo(State.APPLIED);
    }

    @Test
    void tellsTheScriptsAsTheyWereByAMoment() {
        kept.revisions(Kept.line(2));
        recorder.record(looked("UP_TO_DATE", List.of("r2"), "f1"));
        var moment = recorder.now();
        kept.revisions(Kept.line(3));
        recorder.record(looked("PENDING", List.of("r2"), "f1", "r3"));

        assertThat(graphs.at("shop", moment).orElseThrow().nodes()).hasSize(2);
        assertThat(graphs.now("shop").orElseThrow().nodes()).hasSize(3);
        assertThat(graphs.at("shop", Recorder.NOON)).isEmpty();
    }
}
