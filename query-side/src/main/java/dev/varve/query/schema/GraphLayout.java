package dev.varve.query.schema;

import dev.varve.query.schema.RevisionDrawing.Line;
import dev.varve.query.schema.RevisionDrawing.Row;
import dev.varve.query.schema.RevisionGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Gives each revision its row and its lane. What names a revision above itself, as a circle of scripts does, is drawn without that line. */
final class GraphLayout {

    /** One or several revisions in one row. */
    private record Cell(List<Node> nodes) {

        List<String> parents() {
            return nodes.getFirst().revision().parents();
        }

        List<String> dependsOn() {
            return nodes.getFirst().revision().dependsOn();
        }
    }

    /** A line that has begun. */
    private record Begun(int fromRow, int fromLane, int via, int toRow, boolean depends) {}

    private final RevisionGraph graph;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, Integer> rowOf = new HashMap<>();
    private final Lanes lanes = new Lanes();
    private final List<Begun> begun = new ArrayList<>();
    private final List<Integer> laneOfRow = new ArrayList<>();

    GraphLayout(RevisionGraph graph, Folding folding) {
        this.graph = graph;
        cells(folding);
        for (int row = 0; row < cells.size(); row++) {
            for (var node : cells.get(row).nodes()) {
                rowOf.put(node.id(), row);
            }
        }
    }

    /** What is in no script stands last in a graph: on top if nothing builds on it, else below what does. */
    private void cells(Folding folding) {
        var middles = folding == Folding.NOTHING ? List.<List<Node>>of() : new Stretches(graph.nodes()).middles();
        var folded = new HashMap<String, List<Node>>();
        middles.forEach(middle -> middle.forEach(node -> folded.put(node.id(), middle)));
        var built = new HashSet<String>();
        graph.nodes().forEach(node -> built.addAll(node.revision().before()));
        var below = new ArrayList<Cell>();
        for (var node : graph.nodes().reversed()) {
            var middle = folded.get(node.id());
            if (node.state() == RevisionGraph.State.UNKNOWN && built.contains(node.id())) {
                below.add(new Cell(List.of(node)));
            } else if (middle == null) {
                cells.add(new Cell(List.of(node)));
            } else if (middle.getLast().id().equals(node.id())) {
                cells.add(new Cell(middle));
            }
        }
        cells.addAll(below);
    }

    RevisionDrawing drawing() {
        for (int row = 0; row < cells.size(); row++) {
            place(row);
        }
        var rows = new ArrayList<Row>();
        for (int row = 0; row < cells.size(); row++) {
            var nodes = cells.get(row).nodes();
            int lane = laneOfRow.get(row);
            rows.add(nodes.size() == 1 ? new Row.One(nodes.getFirst(), lane) : new Row.Many(nodes, lane));
        }
        var lines = begun.stream()
                .map(line -> new Line(
                        line.fromRow(),
                        line.fromLane(),
                        line.via(),
                        line.toRow(),
                        laneOfRow.get(line.toRow()),
                        line.depends()))
                .toList();
        return new RevisionDrawing(graph, Math.max(1, lanes.most()), rows, lines);
    }

    private void place(int row) {
        int lane = lanes.arriveAt(row);
        laneOfRow.add(lane);
        var goesStraightOn = false;
        for (var parent : cells.get(row).parents()) {
            var to = rowOf.get(parent);
            if (to != null && to > row) {
                int via = goesStraightOn ? lanes.towards(to) : lanes.goOn(lane, to);
                begun.add(new Begun(row, lane, via, to, false));
                goesStraightOn = true;
            }
        }
        for (var dependency : cells.get(row).dependsOn()) {
            var to = rowOf.get(dependency);
            if (to != null && to > row) {
                begun.add(new Begun(row, lane, lanes.towards(to), to, true));
            }
        }
    }
}
