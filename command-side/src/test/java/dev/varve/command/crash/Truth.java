package dev.varve.command.crash;

import java.util.List;

/**
 * What a database really is, told from what plain tools make of the same scripts.
 *
 * @param state as the contract names states
 * @param end whether everything in it is as before or as after the upgrade
 * @param why what the judgement rests on
 */
record Truth(String state, End end, String why) {

    /** Which whole it is. */
    enum End {
        BEFORE,
        AFTER,
        BETWEEN,
        NEITHER
    }

    /**
     * Held against what a plain tool made.
     *
     * @param references after the first revision, and after each pending one
     * @param byChance whether contents are never the same twice
     */
    static Truth of(Picture found, List<Picture> references, boolean byChance) {
        int last = references.size() - 1;
        if (!found.isSound()) {
            return new Truth("CORRUPT", End.NEITHER, found.sound());
        }
        int at = indexOf(found.version(), references);
        if (at < 0) {
            return new Truth("UNKNOWN_REVISION", End.NEITHER, "version " + found.version());
        }
        var here = references.get(at);
        if (found.objects().equals(here.objects())) {
            return whole(found, at, references, byChance);
        }
        if (at == last) {
            return new Truth("DIVERGED", End.NEITHER, "at the last version with another schema: " + found.objects());
        }
        var next = references.get(at + 1);
        var stray = Between.stray(found, here, next);
        return stray.isEmpty()
                ? new Truth("PARTIAL", End.NEITHER, "between " + at + " and " + (at + 1))
                : new Truth("DIVERGED", End.NEITHER, "neither here nor there: " + stray);
    }

    /** Whether no recovery is needed: everything is as before the upgrade, or as after it. */
    boolean isWhole() {
        return end == End.BEFORE || end == End.AFTER;
    }

    private static int indexOf(String version, List<Picture> references) {
        for (int i = 0; i < references.size(); i++) {
            if (references.get(i).version().equals(version)) {
                return i;
            }
        }
        return -1;
    }

    private static Truth whole(Picture found, int at, List<Picture> references, boolean byChance) {
        var here = references.get(at);
        var chance = byChance && at > 0;
        var same = chance ? found.rows().equals(here.rows()) : found.contents().equals(here.contents());
        if (!same) {
            return new Truth("PARTIAL", End.NEITHER, "schema of " + at + " with other contents: " + found.rows());
        }
        if (at == references.size() - 1) {
            return new Truth("UP_TO_DATE", End.AFTER, "whole");
        }
        return new Truth("PENDING", at == 0 ? End.BEFORE : End.BETWEEN, "whole at " + at);
    }
}
