package dev.varve.engine.salvage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Walks the b-tree of a table with rowids from its root, takes every row that can be read, and notes between which rowids something is
 * missing. A rowid that is not where the pages above say it is belongs to a page that was written over, and counts for nothing.
 */
final class TableTree {

    /** Hears of every row, in the order of rowids within a page. */
    interface Rows {
        void row(long rowid, List<Object> values);
    }

    private static final int DEEPEST = 40;

    private final PageFile file;
    private final BitSet reached;
    private final Payload payload;
    private final Rows rows;
    private final List<LostRows> lost = new ArrayList<>();

    /** @param reached the pages that belong to something, of this walk and others */
    TableTree(PageFile file, BitSet reached, Rows rows) {
        this.file = file;
        this.reached = reached;
        this.payload = new Payload(file, reached);
        this.rows = rows;
    }

    /** Walks the tree and tells what of it could not be read. */
    List<LostRows> walk(long root) {
        walk(root, Bounds.NONE, 0);
        return List.copyOf(lost);
    }

    private void walk(long number, Bounds bounds, int depth) {
        try {
            if (depth > DEEPEST || number > Integer.MAX_VALUE || reached.get((int) number)) {
                throw new Malformed("belongs to something else as well");
            }
            var page = TreePage.of(file, number);
            if (!page.kind().isOfATable()) {
                throw new Malformed("is a page of an index");
            }
            reached.set((int) number);
            if (page.kind().isInner()) {
                inner(page, bounds, depth);
            } else {
                leaf(page, bounds);
            }
        } catch (Malformed wrong) {
            lost.add(new LostRows(bounds, number, wrong.getMessage()));
        }
    }

    private void inner(TreePage page, Bounds bounds, int depth) throws Malformed {
        var open = bounds;
        for (var index = 0; index < page.cells(); index++) {
            try {
                var key = Varint.at(page.bytes(), page.cell(index) + Integer.BYTES)
                        .value();
                if (!open.hold(key)) {
                    throw new Malformed("leads to rowids out of their order");
                }
                walk(page.child(index), open.to(key), depth + 1);
                open = open.from(key);
            } catch (Malformed wrong) {
                lost.add(new LostRows(open, page.number(), wrong.getMessage()));
            }
        }
        walk(page.child(page.cells()), open, depth + 1);
    }

    /** Neighbours that cannot be read are one piece: from the last row before them to the first one after. */
    private void leaf(TreePage page, Bounds bounds) {
        var open = bounds;
        String wrong = null;
        for (var index = 0; index < page.cells(); index++) {
            try {
                var row = row(page, index, open);
                if (wrong != null) {
                    lost.add(new LostRows(open.to(row.rowid() - 1), page.number(), wrong));
                    wrong = null;
                }
                open = open.from(row.rowid());
                rows.row(row.rowid(), row.values());
            } catch (Malformed unreadable) {
                wrong = wrong == null ? unreadable.getMessage() : wrong;
            }
        }
        if (wrong != null) {
            lost.add(new LostRows(open, page.number(), wrong));
        }
    }

    private record Row(long rowid, List<Object> values) {}

    private Row row(TreePage page, int index, Bounds bounds) throws Malformed {
        var place = page.cell(index);
        var length = Varint.at(page.bytes(), place);
        var rowid = Varint.at(page.bytes(), place + length.bytes());
        if (!bounds.hold(rowid.value())) {
            throw new Malformed("holds rowids out of their order");
        }
        var content = payload.at(page.bytes(), place + length.bytes() + rowid.bytes(), length.value(), true);
        return new Row(rowid.value(), RowValues.of(content));
    }

    /**
     * Every row of one leaf page that nothing points to.
     *
     * @throws Malformed if it is no such page, or anything on it cannot be read
     */
    void stray(long number) throws Malformed {
        var page = TreePage.of(file, number);
        if (page.kind() != TreePage.Kind.LEAF_TABLE || page.cells() == 0) {
            throw new Malformed("holds no rows");
        }
        var open = Bounds.NONE;
        for (var index = 0; index < page.cells(); index++) {
            var row = row(page, index, open);
            open = open.from(row.rowid());
            rows.row(row.rowid(), row.values());
        }
    }
}
