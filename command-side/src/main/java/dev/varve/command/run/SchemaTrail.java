package dev.varve.command.run;

import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Vouched;
import dev.varve.engine.fingerprint.Schema;
import java.util.Arrays;
import java.util.List;

/** Follows a database's schema through what is recorded of it. */
final class SchemaTrail {

    private static final String NONE = Schema.empty().fingerprint();

    private String fingerprint;
    private boolean seenBroken;
    private boolean held;
    private Vouched vouched;

    KnownSchema known() {
        return new KnownSchema(fingerprint, seenBroken, held, vouched);
    }

    /** Somebody looked: that it is empty now does not mean that it should be. */
    void seen(String state, String found) {
        seenBroken = !tellsNothingBroken(state);
        if (found != null) {
            fingerprint = found;
            held |= !found.equals(NONE);
        }
    }

    /** A look at a database that could not be reached says nothing about its schema, so nothing against it. */
    private static boolean tellsNothingBroken(String state) {
        return Arrays.stream(DatabaseState.values())
                .filter(known -> known.isSound() || known == DatabaseState.UNREACHABLE)
                .anyMatch(known -> known.name().equals(state));
    }

    /** An act of ours left it so: what is not there any more was taken away on purpose. */
    void left(String found) {
        vouched = null;
        if (found != null) {
            fingerprint = found;
            held = !found.equals(NONE);
        }
    }

    /** An act of ours left it so and ended well. */
    void mended(String found) {
        seenBroken = false;
        left(found);
    }

    /** A whole run ended well, and its verification found this; a restore's end names no revisions and vouches for nothing. */
    void verified(String found, List<String> revisions) {
        mended(found);
        vouched = found == null || revisions.isEmpty() ? null : new Vouched(found, revisions);
    }
}
