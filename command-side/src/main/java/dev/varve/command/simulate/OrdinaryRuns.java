package dev.varve.command.simulate;

import static dev.varve.command.simulate.Chance.share;

import dev.varve.command.run.RunKind;

/** What is done to a database that is well: mostly upgrades that succeed. */
final class OrdinaryRuns {

    private static final int LOOK_BEFORE_PERCENT = 30;
    private static final int LOOK_AFTER_PERCENT = 60;
    private static final int BACKUP_PERCENT = 15;
    private static final int REJECTED_PERCENT = 6;
    private static final int MOST_STEPS = 5;
    private static final int PROPOSED_PERCENT = 8;
    private static final int DECLINED_PERCENT = 25;

    private final Desk desk;
    private Dead dead;

    OrdinaryRuns(Desk desk) {
        this.desk = desk;
    }

    /** The run that died last, and so still holds the target; {@code null} if none does. */
    Dead dead() {
        return dead;
    }

    void deadIsFound() {
        dead = null;
    }

    /** As the database is: nothing is wrong with it. */
    void tell(int left) {
        desk.database().contents().areUsed();
        if (desk.database().applied() == 0) {
            migrate(RunKind.UPGRADE, published(), Fate.SUCCEEDS, false);
            return;
        }
        lookMaybe(LOOK_BEFORE_PERCENT);
        backUpMaybe();
        if (desk.look().pending().isEmpty()) {
            withNothingPending();
        } else {
            withSomePending(left);
        }
    }

    private void withNothingPending() {
        desk.chance()
                .<Runnable>among(
                        share(25, () -> migrate(RunKind.UPGRADE, desk.database().applied(), Fate.SUCCEEDS, false)),
                        share(20, this::downgrade),
                        share(25, this::restore),
                        share(12, () -> new OtherRuns(desk).stampIsApplied()),
                        share(8, () -> new OtherRuns(desk).stampIsRefused(earlier())),
                        share(isFlyway() ? 10 : 0, () -> new OtherRuns(desk).repair()))
                .run();
    }

    private void withSomePending(int left) {
        var fate = fate();
        var isRivalled = fate == Fate.SUCCEEDS && left > 1 && desk.chance().percent(3);
        desk.chance()
                .<Runnable>among(
                        share(76, () -> upgrade(fate, isRivalled)),
                        share(12, this::rehearse),
                        share(
                                4,
                                () -> new OtherRuns(desk)
                                        .stampIsRefused(desk.look().pending().getLast())),
                        share(3, this::downgrade),
                        share(3, this::restore),
                        share(2, () -> new OtherRuns(desk).stampIsApplied()),
                        share(isFlyway() ? 3 : 0, () -> new OtherRuns(desk).repair()))
                .run();
    }

    private Fate fate() {
        return desk.chance()
                .among(
                        share(780, Fate.SUCCEEDS),
                        share(60, Fate.REFUSED),
                        share(12, Fate.BACKUP_REJECTED),
                        share(50, Fate.REHEARSAL_FAILS),
                        share(30, Fate.FAILS_UNCHANGED),
                        share(25, Fate.BREAKS),
                        share(8, Fate.LOSES_ROWS),
                        share(10, Fate.CHECK_FAILS),
                        share(10, Fate.STOPPED),
                        share(25, Fate.DIES));
    }

    private boolean isFlyway() {
        return desk.database().application().isFlyway();
    }

    int published() {
        return desk.database().application().publishedAt(desk.scribe().now());
    }

    private void upgrade(Fate fate, boolean isRivalled) {
        int to = someStepsOn();
        if (!desk.chance().percent(PROPOSED_PERCENT)) {
            migrate(RunKind.UPGRADE, to, fate, isRivalled);
            return;
        }
        if (desk.chance().percent(DECLINED_PERCENT)) {
            new ByProposal(desk).declined(destination(to));
            migrate(RunKind.UPGRADE, to, fate, isRivalled);
            return;
        }
        var proposer = new ByProposal(desk).approved(destination(to));
        dead = new MigrationRun(desk, new Goal(RunKind.UPGRADE, to, destination(to), fate, isRivalled)).run(proposer);
        lookMaybeIfItEnded();
    }

    private void rehearse() {
        migrate(RunKind.REHEARSE, someStepsOn(), Fate.SUCCEEDS, false);
    }

    private int someStepsOn() {
        return Math.min(published(), desk.database().applied() + desk.chance().between(1, MOST_STEPS));
    }

    private void downgrade() {
        int applied = desk.database().applied();
        migrate(RunKind.DOWNGRADE, Math.max(1, applied - desk.chance().between(1, 3)), Fate.SUCCEEDS, false);
    }

    private void restore() {
        var backup = desk.vault().any();
        if (backup == null) {
            desk.asksInVain(Findings.inUse(desk.site().location()));
            return;
        }
        new OtherRuns(desk).restore(backup, desk.chance().percent(90));
        lookMaybe(LOOK_AFTER_PERCENT);
    }

    private ScriptedStep earlier() {
        int applied = desk.database().applied();
        return desk.database().application().steps().get(desk.chance().between(0, applied - 1));
    }

    void migrate(RunKind kind, int to, Fate fate, boolean isRivalled) {
        dead = new MigrationRun(desk, new Goal(kind, to, destination(to), fate, isRivalled)).run();
        lookMaybeIfItEnded();
    }

    private void lookMaybeIfItEnded() {
        if (dead == null) {
            lookMaybe(LOOK_AFTER_PERCENT);
        }
    }

    private String destination(int to) {
        return to == published() ? "head" : desk.database().revisions(to).getFirst();
    }

    void lookMaybeAfterwards() {
        lookMaybe(LOOK_AFTER_PERCENT);
    }

    private void lookMaybe(int percent) {
        if (desk.chance().percent(percent)) {
            desk.arrives();
            desk.look().look();
        }
    }

    private void backUpMaybe() {
        if (!desk.chance().percent(BACKUP_PERCENT)) {
            return;
        }
        desk.arrives();
        if (desk.chance().percent(REJECTED_PERCENT)) {
            desk.vault().reject(null);
        } else {
            desk.vault().take(null);
        }
        desk.vault().expire();
    }
}
