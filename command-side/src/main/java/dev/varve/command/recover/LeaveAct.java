package dev.varve.command.recover;

import dev.varve.command.target.TargetAccess;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.swap.LeftoversStay;
import dev.varve.events.Outcomes;
import java.util.Objects;

/**
 * What is done stays. What looking showed is what the next program would make of a journal that a killed one left: it is made so
 * here, so that the next run finds a database with nothing unfinished beside it.
 */
final class LeaveAct {

    private final Endings endings;

    LeaveAct(Endings endings) {
        this.endings = endings;
    }

    TakenWay take(Recovery recovery) {
        var before = recovery.viewed().looked().diagnosis();
        var proof = recovery.chosen().proof();
        try {
            if (!tidy(recovery.access())) {
                return TakenWay.Proven.inPlace(before, proof);
            }
        } catch (DatabaseUnreadable | LeftoversStay untidy) {
            return unsettled(recovery, untidy.getMessage());
        }
        var after = endings.lookAgain(recovery);
        return Objects.equals(before.fingerprint(), after.fingerprint())
                ? TakenWay.Proven.inPlace(after, proof)
                : unsettled(
                        recovery,
                        "expected the schema " + before.fingerprint() + " once the journal was taken back, found "
                                + after.fingerprint());
    }

    /** Whether anything had to be done. */
    private static boolean tidy(TargetAccess access) {
        access.swap().clear();
        var database = access.database();
        if (database.isSettled() || !(database instanceof SqliteDatabase sqlite)) {
            return false;
        }
        sqlite.settle();
        return true;
    }

    private TakenWay unsettled(Recovery recovery, String why) {
        var remedy = "varve recover " + recovery.target();
        endings.recordFailure(recovery, Outcomes.FAILED_NEEDS_RECOVERY, why, remedy);
        return new TakenWay.Unproven(Outcomes.FAILED_NEEDS_RECOVERY, why, false, remedy);
    }
}
