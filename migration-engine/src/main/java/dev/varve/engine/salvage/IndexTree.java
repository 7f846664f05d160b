package dev.varve.engine.salvage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Walks a b-tree of keys: an index, or a table without rowids. Entries stand on inner pages too. */
final class IndexTree {

    /** Hears of every entry. */
    interface Entries {
        void entry(List<Object> values);
    }

    private static final int DEEPEST = 40;

    private final PageFile file;
    private final BitSet reached;
    private final Payload payload;
    private final Entries entries;
    private final List<LostRows> lost = new ArrayList<>();

    IndexTree(PageFile file, BitSet reached, Entries entries) {
        this.file = file;
        this.reached = reached;
        this.payload = new Payload(file, reached);
        this.entries = entries;
    }

    /** Walks the tree and tells what of it could not be read. */
    List<LostRows> walk(long root) {
        walk(root, 0);
        return List.copyOf(lost);
    }

    private void walk(long number, int depth) {
        try {
            if (depth > DEEPEST || number > Integer.MAX_VALUE || reached.get((int) number)) {
                throw new Malformed("belongs to something else as well");
            }
            var page = TreePage.of(file, number);
            if (page.kind().isOfATable()) {
                throw new Malformed("is a page of a table with rowids");
            }
            reached.set((int) number);
            for (var index = 0; index < page.cells(); index++) {
                if (page.kind().isInner()) {
                    descend(page, index, depth);
                }
                entry(page, index);
            }
            if (page.kind().isInner()) {
                descend(page, page.cells(), depth);
            }
        } catch (Malformed wrong) {
            lost.add(new LostRows(Bounds.NONE, number, wrong.getMessage()));
        }
    }

    private void descend(TreePage page, int index, int depth) {
        try {
            walk(page.child(index), depth + 1);
        } catch (Malformed wrong) {
            lost.add(new LostRows(Bounds.NONE, page.number(), wrong.getMessage()));
        }
    }

    private void entry(TreePage page, int index) {
        try {
            var place = page.cell(index) + (page.kind().isInner() ? Integer.BYTES : 0);
            var length = Varint.at(page.bytes(), place);
            var content = payload.at(page.bytes(), place + length.bytes(), length.value(), false);
            entries.entry(RowValues.of(content));
        } catch (Malformed wrong) {
            lost.add(new LostRows(Bounds.NONE, page.number(), wrong.getMessage()));
        }
    }
}
