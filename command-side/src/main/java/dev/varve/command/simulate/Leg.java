package dev.varve.command.simulate;

import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a run: a revision that is applied, or taken back.
 *
 * @param number how many revisions are applied before it, if it goes up; after it, if down
 */
record Leg(ScriptedStep step, int number, boolean isDown) {

    /** The legs from one number of applied revisions to another. */
    static List<Leg> between(Application application, int from, int to) {
        var legs = new ArrayList<Leg>();
        for (int at = from; at < to; at++) {
            legs.add(new Leg(application.steps().get(at), at, false));
        }
        for (int at = from; at > to; at--) {
            legs.add(new Leg(application.steps().get(at - 1), at - 1, true));
        }
        return legs;
    }

    Schema after() {
        return isDown ? step.before() : step.after();
    }

    int appliedBefore() {
        return isDown ? number + 1 : number;
    }

    int appliedAfter() {
        return isDown ? number : number + 1;
    }
}
