package dev.varve.engine.salvage;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** Gathers a cell's bytes from its page and from the overflow pages behind it (Database File Format, section 1.6). */
final class Payload {

    private final PageFile file;
    private final BitSet used;

    /** @param used receives the numbers of overflow pages */
    Payload(PageFile file, BitSet used) {
        this.file = file;
        this.used = used;
    }

    /**
     * @param page where the cell lies
     * @param place where its bytes begin
     * @param length how many it has in all
     * @param ofATable whether it is a table's leaf; an index keeps less in the page
     */
    ByteBuffer at(ByteBuffer page, int place, long length, boolean ofATable) throws Malformed {
        var usable = file.usable();
        var most = ofATable ? usable - 35 : (usable - 12) * 64 / 255 - 23;
        var here = length <= most ? (int) length : heldHere(length, usable, most);
        if (length < 0 || length > Integer.MAX_VALUE - 8 || length > file.pages() * usable) {
            throw new Malformed("holds a row of " + length + " bytes, more than the file has");
        }
        if (place + here + (here < length ? Integer.BYTES : 0) > usable) {
            throw new Malformed("holds a row that goes beyond its end");
        }
        if (here == length) {
            return page.slice(place, here);
        }
        var whole = ByteBuffer.allocate((int) length).put(page.slice(place, here));
        follow(page.getInt(place + here) & 0xffffffffL, whole);
        return whole.flip();
    }

    private static int heldHere(long length, int usable, int most) {
        var least = (usable - 12) * 32 / 255 - 23;
        var held = least + (length - least) % (usable - 4);
        return held <= most ? (int) held : least;
    }

    private void follow(long first, ByteBuffer whole) throws Malformed {
        var seen = new BitSet();
        var next = first;
        while (whole.hasRemaining()) {
            if (next < 1 || next > file.pages() || seen.get((int) next)) {
                throw new Malformed("holds a row whose further pages do not follow one another");
            }
            seen.set((int) next);
            var page = file.page(next);
            whole.put(page.slice(Integer.BYTES, Math.min(whole.remaining(), file.usable() - Integer.BYTES)));
            next = page.getInt(0) & 0xffffffffL;
        }
        used.or(seen);
    }
}
