package dev.varve.command.simulate;

import static dev.varve.command.simulate.Chance.share;

import dev.varve.command.run.RunKind;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.recovery.Situation;
import java.util.List;

/** The last run of a database that was well, and how it is left: most well, a few in need of somebody. */
final class LastChapter {

    private static final List<Chance.Share<Ending>> ENDINGS = List.of(
            share(44, Ending.by(Fate.SUCCEEDS)),
            share(4, Ending.by(Fate.REFUSED)),
            share(6, Ending.by(Fate.BREAKS)),
            share(3, Ending.in(Left.DRIFTED)),
            share(18, Ending.in(Left.WITH_SOME_PENDING)),
            share(5, Ending.by(Fate.DIES)),
            share(5, Ending.by(Fate.REHEARSAL_FAILS)),
            share(2, Ending.by(Fate.LOSES_ROWS)),
            share(3, Ending.in(Left.UNREACHABLE)),
            share(4, Ending.by(Fate.FAILS_UNCHANGED)),
            share(1, Ending.by(Fate.BACKUP_REJECTED)),
            share(1, Ending.by(Fate.CHECK_FAILS)),
            share(2, Ending.by(Fate.STOPPED)),
            share(2, Ending.in(Left.RETIRED)));

    private final Desk desk;
    private final OrdinaryRuns runs;

    /** How a database is found after everything. */
    private enum Left {
        AS_THE_RUN_LEFT_IT,
        WITH_SOME_PENDING,
        DRIFTED,
        UNREACHABLE,
        RETIRED
    }

    private record Ending(Fate fate, Left left) {

        static Ending by(Fate fate) {
            return new Ending(fate, Left.AS_THE_RUN_LEFT_IT);
        }

        static Ending in(Left left) {
            return new Ending(Fate.SUCCEEDS, left);
        }
    }

    LastChapter(Desk desk, OrdinaryRuns runs) {
        this.desk = desk;
        this.runs = runs;
    }

    void tell() {
        desk.database().contents().areUsed();
        var ending = ending();
        runs.migrate(RunKind.UPGRADE, to(ending.left()), ending.fate(), false);
        if (runs.dead() == null) {
            leave(ending.left());
        }
    }

    /** Dealt out, not drawn: of twenty databases, too, some are in need of somebody. */
    private Ending ending() {
        return Chance.at(desk.deal(), ENDINGS);
    }

    /** Not to the newest revision where some are to stay pending, if there is room for that. */
    private int to(Left left) {
        int published = runs.published();
        int applied = desk.database().applied();
        return left == Left.WITH_SOME_PENDING
                ? Math.max(
                        Math.min(applied + 1, published),
                        published - desk.chance().between(1, 3))
                : Math.max(applied, published);
    }

    private void leave(Left left) {
        var database = desk.database();
        switch (left) {
            case DRIFTED -> {
                database.drift();
                isFound(Situation.DRIFTED);
            }
            case UNREACHABLE -> isFound(Situation.UNREADABLE);
            case RETIRED -> retire();
            case AS_THE_RUN_LEFT_IT, WITH_SOME_PENDING -> {}
        }
    }

    private void isFound(Situation situation) {
        desk.database().isIn(SimulatedDatabase.Trouble.of(situation, null));
        desk.arrives();
        desk.look().look();
    }

    private void retire() {
        desk.arrives();
        desk.scribe().pass(1_000, 60_000);
        desk.scribe().tell(new TargetCommand.Retire(desk.scribe().aggregateId(), desk.target()));
    }
}
