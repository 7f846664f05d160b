package dev.varve.engine.salvage;

import java.nio.ByteBuffer;

/** One page of a b-tree (Database File Format, section 1.6). */
record TreePage(long number, ByteBuffer bytes, Kind kind, int cells) {

    /** What a page is, by its first byte. */
    enum Kind {
        INNER_INDEX(2),
        INNER_TABLE(5),
        LEAF_INDEX(10),
        LEAF_TABLE(13);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        boolean isInner() {
            return this == INNER_INDEX || this == INNER_TABLE;
        }

        boolean isOfATable() {
            return this == INNER_TABLE || this == LEAF_TABLE;
        }
    }

    static TreePage of(PageFile file, long number) throws Malformed {
        var bytes = file.page(number);
        var start = PageFile.start(number);
        int code = bytes.get(start);
        for (var kind : Kind.values()) {
            if (kind.code == code) {
                var cells = bytes.getShort(start + 3) & 0xffff;
                var page = new TreePage(number, bytes, kind, cells);
                if (page.pointers() + 2 * cells > file.usable()) {
                    throw new Malformed("claims " + cells + " entries, more than it has room for");
                }
                return page;
            }
        }
        throw new Malformed("is no page of a table or index");
    }

    private int pointers() {
        return PageFile.start(number) + (kind.isInner() ? 12 : 8);
    }

    /** Where a cell begins. */
    int cell(int index) throws Malformed {
        var place = bytes.getShort(pointers() + 2 * index) & 0xffff;
        if (place < pointers() + 2 * cells || place > bytes.limit() - 4) {
            throw new Malformed("points to an entry outside of itself");
        }
        return place;
    }

    /** The page that a cell of an inner page leads to; after the last cell, the rightmost one. */
    long child(int index) throws Malformed {
        var place = index == cells ? PageFile.start(number) + 8 : cell(index);
        return bytes.getInt(place) & 0xffffffffL;
    }
}
