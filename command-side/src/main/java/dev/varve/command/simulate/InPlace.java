package dev.varve.command.simulate;

import dev.varve.engine.recovery.Situation;
import dev.varve.events.Intents;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.time.Instant;
import java.util.List;

/** The steps run on the database itself. */
final class InPlace {

    private static final int ONLINE_PERCENT = 25;

    private final Desk desk;
    private final Desk.Errand errand;
    private final Goal goal;
    private final List<Leg> legs;
    private final Steps steps;
    private final Verified verified;

    InPlace(Desk desk, Desk.Errand errand, Goal goal, List<Leg> legs, List<String> losses) {
        this.desk = desk;
        this.errand = errand;
        this.goal = goal;
        this.legs = legs;
        this.steps = new Steps(desk, errand, legs);
        this.verified = new Verified(desk, errand, goal, losses);
    }

    /** Runs to its end; what is returned is the run if it died, {@code null} if it ended. */
    Dead act(Vault.Kept backup, Instant began) {
        if (goal.fate() == Fate.STOPPED && legs.size() == 1) {
            interrupted("stopped before the first step");
            return null;
        }
        new Tool(desk, errand).starts();
        var isOnline = !desk.database().isFile() && desk.chance().percent(ONLINE_PERCENT);
        if (isOnline) {
            besideTheApplication(backup);
        }
        return switch (goal.fate()) {
            case FAILS_UNCHANGED -> failsUnchanged(began);
            case BREAKS -> breaks(backup, began);
            case STOPPED -> stopped(backup);
            case DIES -> dies();
            case SUCCEEDS, LOSES_ROWS, CHECK_FAILS, REFUSED, BACKUP_REJECTED, REHEARSAL_FAILS ->
                toTheEnd(backup, began, isOnline);
        };
    }

    static String again(Desk desk, Goal goal) {
        return "mend the cause named above, then run it again: varve "
                + goal.kind().word() + " " + desk.target();
    }

    private void besideTheApplication(Vault.Kept backup) {
        desk.scribe()
                .tell(new RunEvent.ApplicationLeftRunning(
                        errand.runId(),
                        desk.target(),
                        "2 sessions of " + desk.database().application().name() + "-api (role app)",
                        backup.id(),
                        false,
                        5_000L,
                        3));
    }

    private Dead toTheEnd(Vault.Kept backup, Instant began, boolean isOnline) {
        steps.runAll(isOnline);
        verificationBegins();
        verified.ends(backup.state(), legs, began);
        return null;
    }

    private Dead failsUnchanged(Instant began) {
        var schema = desk.database().schema();
        steps.starts(0);
        steps.fails(0);
        verificationBegins();
        steps.judges(0, 0);
        desk.scribe()
                .tell(new RunEvent.RunFailed(
                        errand.runId(),
                        desk.target(),
                        Outcomes.FAILED_UNCHANGED,
                        desk.database().current(),
                        schema.fingerprint(),
                        "schema and every row equal the backup's",
                        again(desk, goal),
                        verified.millisSince(began)));
        desk.look().expects(schema);
        return null;
    }

    private Dead breaks(Vault.Kept backup, Instant began) {
        int broken = breakable();
        if (broken < 0) {
            return failsUnchanged(began);
        }
        steps.run(0, broken);
        steps.starts(broken);
        var step = legs.get(broken).step();
        desk.database().breakIn(step);
        steps.fails(broken);
        verificationBegins();
        steps.judges(broken, 1);
        verified.compares(backup.state(), legs.subList(0, broken + 1), null);
        desk.scribe()
                .tell(new RunEvent.PartialRunDetected(
                        errand.runId(),
                        desk.target(),
                        step.revision(),
                        step.before().fingerprint(),
                        step.fingerprint(),
                        desk.database().schema().fingerprint(),
                        Steps.difference(step)));
        verified.needsRecovery("step " + step.revision() + " failed", began);
        desk.database().isIn(new SimulatedDatabase.Trouble(Situation.PARTIAL, errand.runId(), step, null));
        return null;
    }

    /** The first step that leaves a part if it is broken off; -1 if none does. */
    private int breakable() {
        for (int i = 0; i < legs.size(); i++) {
            if (legs.get(i).step().halfway() != null && !legs.get(i).isDown()) {
                return i;
            }
        }
        return -1;
    }

    private Dead stopped(Vault.Kept backup) {
        int ran = desk.chance().between(1, legs.size() - 1);
        steps.run(0, ran);
        verificationBegins();
        verified.compares(backup.state(), legs.subList(0, ran), null);
        interrupted("stopped; the database is between its old state and its new one");
        desk.database().isIn(SimulatedDatabase.Trouble.of(Situation.STEP_BOUNDARY, errand.runId()));
        return null;
    }

    private void interrupted(String why) {
        var schema = desk.database().schema();
        desk.scribe()
                .tell(new RunEvent.RunInterrupted(
                        errand.runId(), desk.target(), Intents.stoppedAt(null), why, schema.fingerprint()));
        desk.look().expects(schema);
    }

    private Dead dies() {
        int in = desk.chance().between(0, legs.size() - 1);
        steps.run(0, in);
        var intent = Intents.of(steps.starts(in));
        desk.scribe().pass(5, 9_000);
        var leg = legs.get(in);
        var isPartial =
                leg.step().halfway() != null && !leg.isDown() && desk.chance().percent(60);
        if (isPartial) {
            desk.database().breakIn(leg.step());
        }
        return new Dead(errand, intent, leg, in + 1, isPartial, null, false);
    }

    private void verificationBegins() {
        desk.scribe().tell(new RunEvent.VerificationStarted(errand.runId(), desk.target()));
        desk.scribe().pass(20, 5_000);
    }
}
