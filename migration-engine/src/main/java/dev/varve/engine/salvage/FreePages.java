package dev.varve.engine.salvage;

import java.util.BitSet;

/** The pages that hold nothing any more (Database File Format, section 1.5): what stands on them was deleted. */
final class FreePages {

    private FreePages() {}

    /** As far as the list can be followed. */
    static BitSet of(PageFile file) {
        var free = new BitSet();
        var next = file.firstFreePage();
        try {
            while (next > 0 && next <= file.pages() && !free.get((int) next)) {
                free.set((int) next);
                var trunk = file.page(next);
                var leaves = Math.min(trunk.getInt(4) & 0xffffffffL, file.usable() / 4 - 2);
                for (var leaf = 0; leaf < leaves; leaf++) {
                    var number = trunk.getInt(8 + 4 * leaf);
                    if (number > 0) {
                        free.set(number);
                    }
                }
                next = trunk.getInt(0) & 0xffffffffL;
            }
        } catch (Malformed brokenList) {
            return free;
        }
        return free;
    }
}
