package dev.varve.command.crash;

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

    static Truth of(Picture found, References references) {
        if (!found.isSound()) {
            return new Truth("CORRUPT", End.NEITHER, found.sound());
        }
        int at = indexOf(found.version(), references);
        if (at < 0) {
            return new Truth("UNKNOWN_REVISION", End.NEITHER, "version " + found.version());
        }
        var here = references.pictures().get(at);
        if (found.objects().equals(here.objects())) {
            return whole(found, at, references);
        }
        if (at == references.last()) {
            return new Truth("DIVERGED", End.NEITHER, "at the last version with another schema: " + found.objects());
        }
        var next = references.pictures().get(at + 1);
        var stray = Between.stray(found, here, next);
        return stray.isEmpty()
                ? new Truth("PARTIAL", End.NEITHER, "between " + at + " and " + (at + 1))
                : new Truth("DIVERGED", End.NEITHER, "neither here nor there: " + stray);
    }

    /** Whether no recovery is needed: everything is as before the upgrade, or as after it. */
    boolean isWhole() {
        return end == End.BEFORE || end == End.AFTER;
    }

    private static int indexOf(String version, References references) {
        for (int i = 0; i <= references.last(); i++) {
            if (references.pictures().get(i).version().equals(version)) {
                return i;
            }
        }
        return -1;
    }

    private static Truth whole(Picture found, int at, References references) {
        var here = references.pictures().get(at);
        var chance = references.set().isByChance() && at > 0;
        var same = chance ? found.rows().equals(here.rows()) : found.contents().equals(here.contents());
        if (!same) {
            return new Truth("PARTIAL", End.NEITHER, "schema of " + at + " with other contents: " + found.rows());
        }
        if (at == references.last()) {
            return new Truth("UP_TO_DATE", End.AFTER, "whole");
        }
        return new Truth("PENDING", at == 0 ? End.BEFORE : End.BETWEEN, "whole at " + at);
    }
}
