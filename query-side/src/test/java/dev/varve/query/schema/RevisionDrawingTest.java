package dev.varve.query.schema;

import static dev.varve.query.schema.Kept.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.query.schema.RevisionDrawing.Line;
import dev.varve.query.schema.RevisionDrawing.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionDrawingTest {

    private static RevisionGraph graph(List<Revision> revisions, String... current) {
        var at = List.of(current);
        var standing = new Whereabouts(null, at, at, Set.of(), Set.of());
        return new RevisionGraph("shop", Instant.EPOCH, 1, new Nodes(revisions, standing).all(), standing);
    }

    private static List<String> ids(RevisionDrawing drawing) {
        return drawing.rows().stream()
                .map(row -> switch (row) {
                    case Row.One one -> one.node().id();
                    case Row.Many many -> many.nodes().size() + " more";
                })
                .toList();
    }

    private static List<Integer> lanes(RevisionDrawing drawing) {
        return drawing.rows().stream().map(Row::lane).toList();
    }

    @Test
    void drawsALineOnOneLaneWithTheNewestOnTop() {
        var drawing = RevisionDrawing.of(graph(Kept.line(4), "r2"), Folding.LONG_STRETCHES);

        assertThat(ids(drawing)).containsExactly("r4", "r3", "r2", "r1");
        assertThat(drawing.lanes()).isEqualTo(1);
        assertThat(drawing.lines()).hasSize(3);
        assertThat(drawing.isFolded()).isFalse();
    }

    @Test
    void drawsABranchBesideTheOtherAndJoinsThemInTheMerge() {
        var drawing = RevisionDrawing.of(
                graph(List.of(
                        after("a1", "base"),
                        after("b2", "left", "a1"),
                        after("c3", "right", "a1"),
                        after("m4", "merge", "b2", "c3"))),
                Folding.LONG_STRETCHES);

        assertThat(ids(drawing)).containsExactly("m4", "c3", "b2", "a1");
        assertThat(lanes(drawing)).containsExactly(0, 1, 0, 0);
        assertThat(drawing.lines())
                .containsExactlyInAnyOrder(
                        new Line(0, 0, 0, 2, 0, false),
                        new Line(0, 0, 1, 1, 1, false),
                        new Line(1, 1, 1, 3, 0, false),
                        new Line(2, 0, 0, 3, 0, false));
    }

    @Test
    void drawsADependencyApartFromWhatARevisionFollows() {
        var other = new Revision("x9", List.of(), List.of("a1"), List.of("other"), "another line", null, null, false);
        var drawing = RevisionDrawing.of(graph(List.of(after("a1", "base"), other)), Folding.LONG_STRETCHES);

        assertThat(drawing.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.depends()).isTrue());
    }

    @Test
    void foldsTheMiddleOfALongStretchAndNothingNearWhereTheDatabaseStands() {
        var drawing = RevisionDrawing.of(graph(Kept.line(500), "r480"), Folding.LONG_STRETCHES);

        assertThat(ids(drawing))
                .containsExactly(
                        "r500",
                        "r499",
                        "r498",
                        "r497",
                        "13 more",
                        "r483",
                        "r482",
                        "r481",
                        "r480",
                        "r479",
                        "r478",
                        "r477",
                        "473 more",
                        "r3",
                        "r2",
                        "r1");
        assertThat(drawing.lines()).hasSize(15);
        assertThat(drawing.isFolded()).isTrue();
    }

    @Test
    void drawsAllOfFiveHundredRevisionsWhenToldTo() {
        var drawing = RevisionDrawing.of(graph(Kept.line(500), "r480"), Folding.NOTHING);

        assertThat(drawing.rows()).hasSize(500);
        assertThat(drawing.lines()).hasSize(499);
        assertThat(drawing.isFolded()).isFalse();
    }

    @Test
    void neverDrawsMoreLanesThanAnybodyCouldFollow() {
        var revisions = new ArrayList<Revision>(List.of(after("base", "base")));
        for (int branch = 0; branch < 60; branch++) {
            revisions.add(after("b" + branch, "branch", "base"));
            revisions.add(after("c" + branch, "goes on", "b" + branch));
        }
        var drawing = RevisionDrawing.of(graph(revisions, "b7"), Folding.LONG_STRETCHES);

        assertThat(drawing.rows()).hasSize(121);
        assertThat(drawing.lanes()).isEqualTo(16);
        assertThat(drawing.lines()).hasSize(120).allSatisfy(line -> {
            assertThat(line.via()).isBetween(0, 15);
            assertThat(line.toRow()).isGreaterThan(line.fromRow());
        });
    }

    @Test
    void drawsScriptsThatFollowEachOtherInACircleAndOnesWhoseParentIsMissing() {
        var drawing = RevisionDrawing.of(
                graph(List.of(after("a", "one", "b"), after("b", "two", "a"), after("c", "three", "lost"))),
                Folding.LONG_STRETCHES);

        assertThat(ids(drawing)).containsExactly("c", "b", "a", "lost");
        assertThat(drawing.lines()).hasSize(2);
    }
}
