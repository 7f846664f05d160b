package dev.varve.command.simulate;

import dev.varve.events.Intents;
import dev.varve.events.RunEvent;
import java.time.Instant;
import java.util.List;

/** The rehearsed copy takes the database's place. */
final class SwappedIn {

    private static final int SWAPPED_PERCENT = 35;

    private final Desk desk;
    private final Desk.Errand errand;
    private final Goal goal;
    private final List<Leg> legs;
    private final List<String> losses;

    SwappedIn(Desk desk, Desk.Errand errand, Goal goal, List<Leg> legs, List<String> losses) {
        this.desk = desk;
        this.errand = errand;
        this.goal = goal;
        this.legs = legs;
        this.losses = losses;
    }

    Dead act(Vault.Kept backup, Instant began) {
        var started = started();
        desk.scribe().tell(started);
        desk.scribe().pass(20, 200);
        if (goal.fate() == Fate.DIES) {
            var isSwapped = desk.chance().percent(SWAPPED_PERCENT);
            if (isSwapped) {
                swap(started);
            }
            return new Dead(errand, Intents.of(started), null, 0, false, started, isSwapped);
        }
        swap(started);
        desk.scribe()
                .tell(new RunEvent.CopySwappedIn(
                        errand.runId(), desk.target(), started.fingerprint(), started.copyIdentity(), started.kept()));
        desk.scribe().pass(5, 60);
        new Verified(desk, errand, goal, losses).ends(backup.state(), legs, began);
        return null;
    }

    private RunEvent.SwapStarted started() {
        var database = desk.database();
        return new RunEvent.SwapStarted(
                errand.runId(),
                desk.target(),
                desk.site().copy(errand.runId()),
                database.newIdentity(),
                database.identity(),
                legs.getLast().after().fingerprint(),
                desk.site().aside(errand.runId()));
    }

    private void swap(RunEvent.SwapStarted started) {
        legs.forEach(desk.database()::run);
        desk.database().takesIdentity(started.copyIdentity());
    }
}
