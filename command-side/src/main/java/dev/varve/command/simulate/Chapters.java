package dev.varve.command.simulate;

import static dev.varve.command.simulate.Chance.share;

import dev.varve.command.target.TargetState;
import dev.varve.engine.recovery.Situation;
import dev.varve.events.RecordedFinding;

/** What happens next to a target: it depends on what is wrong with it, on what is pending, and on chance. */
final class Chapters {

    private static final int DRIFT_PERCENT = 2;
    private static final int LOOKED_AT_PERCENT = 50;

    private final Desk desk;
    private final OrdinaryRuns ordinary;

    Chapters(Desk desk) {
        this.desk = desk;
        this.ordinary = new OrdinaryRuns(desk);
    }

    /**
     * Something happens, with at least one run.
     *
     * @param left how many runs there may be; after the last, the database is found as it is left
     */
    void tell(int left) {
        if (ordinary.dead() != null) {
            afterADeath(left);
        } else if (desk.database().trouble() != null) {
            inTrouble(left);
        } else if (left == 1) {
            new LastChapter(desk, ordinary).tell();
        } else if (desk.database().hasTables() && desk.chance().percent(DRIFT_PERCENT)) {
            drift();
            drifted(left);
        } else {
            ordinary.tell(left);
        }
    }

    /** Nothing more happens: somebody looks once more, unless a run still holds the target; at a broken one not always. */
    void end() {
        var isOver = ordinary.dead() != null || desk.scribe().state() instanceof TargetState.Retired;
        if (!isOver && (desk.database().trouble() == null || desk.chance().percent(LOOKED_AT_PERCENT))) {
            desk.arrives();
            desk.look().look();
        }
    }

    private void afterADeath(int left) {
        if (left > 1 && desk.chance().percent(25)) {
            desk.meetsAnother(ordinary.dead().errand());
            return;
        }
        var settled = ordinary.dead();
        ordinary.deadIsFound();
        var trouble = troubleAfter(settled);
        desk.database().isIn(trouble);
        new RecoveryRun(desk, trouble, desk.vault().of(trouble.runId())).settling(settled);
        ordinary.lookMaybeAfterwards();
    }

    private static SimulatedDatabase.Trouble troubleAfter(Dead dead) {
        var runId = dead.errand().runId();
        if (dead.isPartial()) {
            return new SimulatedDatabase.Trouble(
                    Situation.PARTIAL, runId, dead.leg().step(), null);
        }
        if (dead.isSwapped()) {
            return SimulatedDatabase.Trouble.of(Situation.NOT_RECORDED, runId);
        }
        return SimulatedDatabase.Trouble.of(
                dead.ordinal() > 1 ? Situation.STEP_BOUNDARY : Situation.NOTHING_APPLIED, runId);
    }

    private void inTrouble(int left) {
        switch (desk.database().trouble().situation()) {
            case UNREADABLE -> {
                desk.database().isIn(null);
                ordinary.tell(left);
            }
            case DRIFTED -> drifted(left);
            default -> broken();
        }
    }

    /** Somebody changes the schema by hand, and a look finds that. */
    private void drift() {
        desk.database().drift();
        desk.database().isIn(SimulatedDatabase.Trouble.of(Situation.DRIFTED, null));
        desk.arrives();
        desk.look().look();
    }

    /** Somebody asks in vain, or has taken the change back. */
    private void drifted(int left) {
        if (desk.chance().percent(40)) {
            desk.asksInVain(Findings.drift(desk.target(), desk.database()));
            return;
        }
        desk.database().takesTheSchema(desk.database().expected());
        desk.database().isIn(null);
        desk.arrives();
        desk.look().look();
        ordinary.tell(left);
    }

    private void broken() {
        var trouble = desk.database().trouble();
        var recovery = new RecoveryRun(desk, trouble, desk.vault().of(trouble.runId()));
        var isPartial = trouble.step() != null;
        desk.chance()
                .<Runnable>among(
                        share(70, recovery::run),
                        share(10, recovery::leaving),
                        share(12, () -> desk.asksInVain(violation(trouble))),
                        share(isPartial ? 8 : 0, () -> new OtherRuns(desk).stampIsRefused(trouble.step())),
                        share(
                                isPartial && desk.database().application().isFlyway() ? 30 : 0,
                                () -> new OtherRuns(desk).repair()))
                .run();
        ordinary.lookMaybeAfterwards();
    }

    private RecordedFinding violation(SimulatedDatabase.Trouble trouble) {
        return switch (trouble.situation()) {
            case PARTIAL -> Findings.partial(desk.target(), trouble.step());
            case ROWS_LOST -> Findings.rowsLost(desk.target(), trouble.table(), trouble.runId());
            default -> Findings.inUse(desk.site().location());
        };
    }
}
