package dev.varve.store;

import dev.varve.store.EventRows.EventRow;
import dev.varve.store.LeafRows.LeafRow;
import dev.varve.store.LogVerdict.Failure;
import dev.varve.store.LogVerdict.What;
import dev.varve.store.merkle.MerkleFrontier;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/** One walk along events and leaves, from the first to the first that is wrong, growing the tree anew. */
final class LogWalk {

    private static final HexFormat HEX = HexFormat.of();

    private final StoredHead head;
    private final EventRows events;
    private final LeafRows leaves;
    private final BlobProof blobs;
    private final LeafMismatch mismatch;
    private final MerkleFrontier tree = new MerkleFrontier();
    private long whole;
    private byte[] wholeRoot = tree.root();

    LogWalk(StoredHead head, EventRows events, LeafRows leaves, BlobProof blobs, LeafMismatch mismatch) {
        this.head = head;
        this.events = events;
        this.leaves = leaves;
        this.blobs = blobs;
        this.mismatch = mismatch;
    }

    LogVerdict verdict() throws SQLException {
        var failure = firstFailure();
        return new LogVerdict(failure == null, whole, HEX.formatHex(wholeRoot), failure);
    }

    private Failure firstFailure() throws SQLException {
        if (head == null) {
            return ofTheLog(What.HEAD_REWRITTEN, "one stored head", "none");
        }
        while (events.current() != null || leaves.current() != null) {
            var failure = failureAt(tree.size() + 1);
            if (failure != null) {
                return failure;
            }
            events.advance();
            leaves.advance();
        }
        return failureOfTheEnd();
    }

    private Failure failureAt(long place) throws SQLException {
        var event = events.current();
        var leaf = leaves.current();
        if (place > head.size()) {
            return failureBeyondTheHead(place);
        }
        if (event != null && event.index() < place) {
            return of(event, What.INSERTED, "no event before sequence 1", "one at " + event.index());
        }
        if (event == null || event.index() > place) {
            return missingEvent(place, leaf);
        }
        if (leaf == null || leaf.sequence() != place) {
            return of(event, What.LEAF_DROPPED, "a leaf for sequence " + place, "none");
        }
        return failureOf(event, leaf);
    }

    private Failure failureOf(EventRow event, LeafRow leaf) throws SQLException {
        var hash = event.leaf().hash();
        if (!Arrays.equals(hash, leaf.hash())) {
            return mismatch.classify(event, hash, leaf);
        }
        tree.append(hash);
        if (!Arrays.equals(tree.root(), leaf.root())) {
            var found = "root " + HEX.formatHex(tree.root()) + " computed from the event";
            return of(event, What.ALTERED, "root " + HEX.formatHex(leaf.root()), found);
        }
        whole = tree.size();
        wholeRoot = leaf.root();
        return blobs.failureOf(event);
    }

    private static Failure missingEvent(long place, LeafRow leaf) {
        boolean leafIsThere = leaf != null && leaf.sequence() == place;
        var expected =
                "an event at sequence " + place + (leafIsThere ? " with leaf " + HEX.formatHex(leaf.hash()) : "");
        return new Failure(What.DROPPED, place, place - 1, null, null, null, expected, "none");
    }

    private Failure failureBeyondTheHead(long place) {
        if (!head.belongsTo(tree)) {
            var expected = "size, root and frontier of the log, which goes on at sequence " + place;
            return ofTheLog(What.HEAD_REWRITTEN, expected, head.inWords());
        }
        var expected = "the end of the log after sequence " + head.size();
        var event = events.current();
        if (event != null) {
            return of(event, What.INSERTED, expected, "an event at sequence " + event.index());
        }
        var leaf = leaves.current();
        var found = "a leaf for sequence " + leaf.sequence() + " without an event";
        return new Failure(What.INSERTED, leaf.sequence(), leaf.index(), null, null, null, expected, found);
    }

    private Failure failureOfTheEnd() throws SQLException {
        if (tree.size() < head.size() && !head.belongsTo(tree)) {
            var expected = "events up to sequence " + head.size();
            var found = "the last one at sequence " + tree.size();
            return new Failure(What.TAIL_CUT, tree.size() + 1, tree.size(), null, null, null, expected, found);
        }
        if (tree.size() != head.size() || !head.belongsTo(tree)) {
            var computed = new StoredHead(tree.size(), tree.root(), tree.encoded());
            return ofTheLog(What.HEAD_REWRITTEN, computed.inWords(), head.inWords());
        }
        return blobs.failureOfTheRest();
    }

    static Failure of(EventRow event, What what, String expected, String found) {
        long index = event.index();
        return new Failure(what, index, index - 1, event.eventId(), event.aggregate(), event.type(), expected, found);
    }

    private static Failure ofTheLog(What what, String expected, String found) {
        return new Failure(what, null, null, null, null, null, expected, found);
    }
}
