package dev.varve.query.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The migration scripts and where the database stands in them, as they were told by a moment.
 *
 * @param toldAt when the scripts were told
 * @param toldBy the sequence of the event that tells them
 * @param nodes each after what it builds on; what is in no script at the end
 * @param standing where the record puts the database
 */
public record RevisionGraph(String target, Instant toldAt, long toldBy, List<Node> nodes, Whereabouts standing) {

    public RevisionGraph {
        nodes = List.copyOf(nodes);
    }

    /** A revision, what the database has of it, and what else is to be said of it. */
    public record Node(Revision revision, State state, Set<Mark> marks) {

        public Node {
            var sorted = EnumSet.noneOf(Mark.class);
            sorted.addAll(marks);
            marks = Collections.unmodifiableSet(sorted);
        }

        public String id() {
            return revision.id();
        }
    }

    /** What the database has of a revision. */
    public enum State {
        /** Recorded in the database as its own. */
        CURRENT("current"),
        APPLIED("applied"),
        PENDING("pending"),
        /** Nobody told where the database stands. */
        UNTOLD("not told"),
        /** Named by the database or by another script, and in no script. */
        UNKNOWN("in no script");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As it is said. */
        public String word() {
            return word;
        }
    }

    /** What else is to be said of a revision. */
    public enum Mark {
        /** No other follows it. */
        HEAD("head"),
        /** It joins several. */
        MERGE("merge"),
        /** Several follow it. */
        BRANCH("branches"),
        REPEATABLE("repeatable"),
        /** Here the last recorded act left the database. */
        EXPECTED("expected here"),
        /** Here the last look found it recorded. */
        FOUND("found here"),
        /** The schema that the last look found is that of this revision, which is not the one it is recorded at. */
        SCHEMA("schema of this one found");

        private final String word;

        Mark(String word) {
            this.word = word;
        }

        /** As it is said. */
        public String word() {
            return word;
        }
    }

    public Optional<Node> find(String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** How many revisions are in that state. */
    public long count(State state) {
        return nodes.stream().filter(node -> node.state() == state).count();
    }
}
