package dev.varve.query.schema;

import dev.varve.query.schema.RevisionGraph.Node;
import java.util.List;

/**
 * A graph laid out: the newest on top, each revision in a row and on a lane of its own, as a log of versions is drawn.
 *
 * @param lanes how many stand side by side, at least 1
 * @param rows from the top
 * @param lines from a revision to one that it builds on
 */
public record RevisionDrawing(RevisionGraph graph, int lanes, List<Row> rows, List<Line> lines) {

    public RevisionDrawing {
        rows = List.copyOf(rows);
        lines = List.copyOf(lines);
    }

    /** What stands in a row. */
    public sealed interface Row {

        /** From 0 at the left. */
        int lane();

        /** One revision. */
        record One(Node node, int lane) implements Row {}

        /** A stretch that is folded: from the oldest to the newest, all in one state. */
        record Many(List<Node> nodes, int lane) implements Row {

            public Many {
                nodes = List.copyOf(nodes);
            }
        }
    }

    /**
     * From a row down to another.
     *
     * @param via the lane on which it goes down
     * @param depends whether it only depends on it
     */
    public record Line(int fromRow, int fromLane, int via, int toRow, int toLane, boolean depends) {}

    /** Lays a graph out. */
    public static RevisionDrawing of(RevisionGraph graph, Folding folding) {
        return new GraphLayout(graph, folding).drawing();
    }

    /** Whether a stretch is folded. */
    public boolean isFolded() {
        return rows.stream().anyMatch(Row.Many.class::isInstance);
    }
}
