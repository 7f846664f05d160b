package dev.varve.query.schema;

import dev.varve.cli.Printable;
import dev.varve.query.schema.RevisionGraph.Mark;
import dev.varve.query.schema.RevisionGraph.Node;
import dev.varve.query.schema.RevisionGraph.State;
import java.util.ArrayList;
import java.util.List;

/** What is written beside a revision. Names and messages are anybody's: nothing in them may reorder or hide what stands beside them. */
final class RevisionWords {

    private static final int LONGEST = 80;
    private static final int LONGEST_ID_IN_A_ROW = 20;
    private static final int LONGEST_MESSAGE_IN_A_ROW = 56;
    private static final int LONGEST_IN_FULL = 400;

    private RevisionWords() {}

    static String cssClass(State state) {
        return switch (state) {
            case CURRENT -> "rev-current";
            case APPLIED -> "rev-applied";
            case PENDING -> "rev-pending";
            case UNTOLD -> "rev-untold";
            case UNKNOWN -> "rev-unknown";
        };
    }

    static String stateAndMarks(Node node) {
        var words = new ArrayList<String>(List.of(node.state().word()));
        node.marks().stream().map(Mark::word).forEach(words::add);
        return String.join(" · ", words);
    }

    static String everything(Node node) {
        var revision = node.revision();
        var words = new StringBuilder("revision ")
                .append(shortened(node.id()))
                .append(": ")
                .append(stateAndMarks(node));
        append(words, "; follows ", revision.parents());
        append(words, "; depends on ", revision.dependsOn());
        append(words, "; labels ", revision.labels());
        if (revision.file() != null) {
            words.append("; ").append(shortened(revision.file()));
        }
        if (!revision.message().isEmpty()) {
            words.append("; ").append(cut(revision.message(), LONGEST_IN_FULL));
        }
        return words.toString();
    }

    private static void append(StringBuilder words, String what, List<String> names) {
        if (!names.isEmpty()) {
            words.append(what)
                    .append(cut(
                            String.join(
                                    ", ",
                                    names.stream().map(RevisionWords::shortened).toList()),
                            LONGEST_IN_FULL));
        }
    }

    /** As much of an id as there is room for in a row. */
    static String idInARow(String id) {
        return cut(id, LONGEST_ID_IN_A_ROW);
    }

    /** As much of a message as there is room for in a row. */
    static String messageInARow(String message) {
        return cut(message, LONGEST_MESSAGE_IN_A_ROW);
    }

    static String shortened(String text) {
        return cut(text, LONGEST);
    }

    private static String cut(String text, int longest) {
        var fits = text.codePointCount(0, text.length()) <= longest;
        var beginning = fits ? text : text.substring(0, text.offsetByCodePoints(0, longest - 1));
        return Printable.text(beginning) + (fits ? "" : "…");
    }
}
