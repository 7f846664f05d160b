package dev.varve.store.merkle;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The right edge of a growing Merkle tree (RFC 6962, section 2.1): the roots of its full subtrees, largest first. It is all that the next
 * append and the root need. Mutable; not safe for several threads.
 */
public final class MerkleFrontier {

    private final Deque<byte[]> peaks = new ArrayDeque<>();
    private long size;

    /** The frontier of a tree without leaves. */
    public MerkleFrontier() {}

    /**
     * The frontier as {@link #encoded} once gave it.
     *
     * @param size how many leaves the tree has
     * @param encoded the peaks one after another
     * @throws IllegalArgumentException if a tree of that size has another number of peaks
     */
    public static MerkleFrontier of(long size, byte[] encoded) {
        int expected = Long.bitCount(size) * MerkleHash.BYTES;
        if (size < 0 || encoded.length != expected) {
            throw new IllegalArgumentException("expected a frontier of " + expected + " bytes for " + size
                    + " leaves, found " + encoded.length + " bytes");
        }
        var frontier = new MerkleFrontier();
        frontier.size = size;
        for (int at = 0; at < encoded.length; at += MerkleHash.BYTES) {
            frontier.peaks.addLast(Arrays.copyOfRange(encoded, at, at + MerkleHash.BYTES));
        }
        return frontier;
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** Adds the next leaf; full subtrees of equal size merge. */
    public void append(byte[] leafHash) {
        var node = leafHash;
        for (long full = size; (full & 1) == 1; full >>= 1) {
            node = MerkleHash.node(peaks.removeLast(), node);
        }
        peaks.addLast(node);
        size++;
    }

    /** The tree's root. */
    public byte[] root() {
        if (peaks.isEmpty()) {
            return MerkleHash.ofNothing();
        }
        var fromTheRight = peaks.descendingIterator();
        var root = fromTheRight.next();
        while (fromTheRight.hasNext()) {
            root = MerkleHash.node(fromTheRight.next(), root);
        }
        return root;
    }

    /** The peaks one after another, largest first, as stored beside the root. */
    public byte[] encoded() {
        var encoded = new byte[peaks.size() * MerkleHash.BYTES];
        int at = 0;
        for (var peak : peaks) {
            System.arraycopy(peak, 0, encoded, at, MerkleHash.BYTES);
            at += MerkleHash.BYTES;
        }
        return encoded;
    }
}
