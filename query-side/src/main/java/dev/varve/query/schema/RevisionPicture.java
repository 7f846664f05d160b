package dev.varve.query.schema;

import dev.varve.query.schema.RevisionDrawing.Line;
import dev.varve.query.schema.RevisionDrawing.Row;
import dev.varve.query.schema.RevisionGraph.Node;
import dev.varve.query.schema.RevisionGraph.State;
import dev.varve.query.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A drawing with its places and words, as the template asks for them. */
public final class RevisionPicture {

    private static final int ROW = 30;
    private static final int LANE = 20;
    private static final int MARGIN = 20;
    private static final int ID_WIDTH = 170;
    private static final int WORDS_WIDTH = 290;
    private static final int MESSAGE_WIDTH = 440;

    private final RevisionDrawing drawing;
    private final RevisionLinks links;

    RevisionPicture(RevisionDrawing drawing, RevisionLinks links) {
        this.drawing = drawing;
        this.links = links;
    }

    public int width() {
        return textX() + ID_WIDTH + WORDS_WIDTH + MESSAGE_WIDTH;
    }

    public int height() {
        return Math.max(1, drawing.rows().size()) * ROW;
    }

    /** Where the columns of text begin. */
    public int textX() {
        return MARGIN + drawing.lanes() * LANE + 4;
    }

    public int wordsX() {
        return textX() + ID_WIDTH;
    }

    public int messageX() {
        return wordsX() + WORDS_WIDTH;
    }

    public int idWidth() {
        return ID_WIDTH - 8;
    }

    public int wordsWidth() {
        return WORDS_WIDTH - 8;
    }

    public int messageWidth() {
        return MESSAGE_WIDTH - 4;
    }

    public int rowHeight() {
        return ROW;
    }

    /** The picture's name. */
    public String title() {
        return "Revisions of " + RevisionWords.shortened(drawing.graph().target());
    }

    /** The whole picture in words. */
    public String description() {
        var graph = drawing.graph();
        var states = Arrays.stream(State.values())
                .filter(state -> graph.count(state) > 0)
                .map(state -> graph.count(state) + " " + state.word())
                .toList();
        var order = states.isEmpty() ? "" : ": " + String.join(", ", states) + ". The newest is on top";
        return Words.count(graph.nodes().size(), "revision", "revisions") + order + ".";
    }

    /** What is drawn in the rows, from the top. */
    public List<Spot> spots() {
        return IntStream.range(0, drawing.rows().size())
                .mapToObj(row -> spot(row, drawing.rows().get(row)))
                .toList();
    }

    /** The lines, first what lies below. */
    public List<Stroke> strokes() {
        return drawing.lines().stream()
                .map(line -> new Stroke(path(line), line.depends()))
                .toList();
    }

    /** A line's path; dashed if it is a dependency. */
    public record Stroke(String path, boolean dashed) {}

    /**
     * One revision, or a folded stretch, in its place.
     *
     * @param node {@code null} if it is a stretch
     * @param href {@code null} if it leads nowhere
     */
    public record Spot(
            Node node,
            String cssClass,
            String anchor,
            String href,
            int x,
            int y,
            String id,
            String words,
            String message,
            String title) {}

    private Spot spot(int row, Row content) {
        return switch (content) {
            case Row.One one -> one(row, one);
            case Row.Many many -> many(row, many);
        };
    }

    private Spot one(int row, Row.One one) {
        var node = one.node();
        return new Spot(
                node,
                RevisionWords.cssClass(node.state()),
                RevisionGraphSvg.anchor(node.id()),
                links.revision(node.id()),
                x(one.lane()),
                y(row),
                RevisionWords.idInARow(node.id()),
                RevisionWords.stateAndMarks(node),
                RevisionWords.messageInARow(node.revision().message()),
                RevisionWords.everything(node));
    }

    private Spot many(int row, Row.Many many) {
        var first = many.nodes().getFirst();
        var count = many.nodes().size();
        var between = RevisionWords.idInARow(first.id()) + " to "
                + RevisionWords.idInARow(many.nodes().getLast().id());
        return new Spot(
                null,
                RevisionWords.cssClass(first.state()),
                RevisionGraphSvg.anchor("stretch " + first.id()),
                links.unfolded(),
                x(many.lane()),
                y(row),
                count + " more",
                "all " + first.state().word(),
                between,
                count + " revisions, all " + first.state().word() + ", from " + between);
    }

    private static int x(int lane) {
        return MARGIN + lane * LANE;
    }

    private static int y(int row) {
        return row * ROW + ROW / 2;
    }

    private static String path(Line line) {
        int fromX = x(line.fromLane());
        int viaX = x(line.via());
        int toX = x(line.toLane());
        int fromY = y(line.fromRow());
        int toY = y(line.toRow());
        var path = new ArrayList<String>();
        path.add("M" + fromX + " " + fromY);
        if (line.toRow() == line.fromRow() + 1) {
            path.add(curve(fromX, fromY, toX, toY));
            return String.join(" ", path);
        }
        path.add(curve(fromX, fromY, viaX, fromY + ROW));
        path.add("V" + (toY - ROW));
        path.add(curve(viaX, toY - ROW, toX, toY));
        return String.join(" ", path);
    }

    private static String curve(int fromX, int fromY, int toX, int toY) {
        if (fromX == toX) {
            return "V" + toY;
        }
        int middle = (fromY + toY) / 2;
        return "C" + fromX + " " + middle + " " + toX + " " + middle + " " + toX + " " + toY;
    }
}
