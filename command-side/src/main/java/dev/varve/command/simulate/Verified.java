package dev.varve.command.simulate;

import dev.varve.engine.recovery.Situation;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/** What every step has led to is compared with what was before, and the run ends. */
record Verified(Desk desk, Desk.Errand errand, Goal goal, List<String> losses) {

    private static final String CHECK = "http://localhost:8080/health";
    private static final int CHECKED_PERCENT = 30;

    void ends(SimulatedDatabase.State before, List<Leg> legs, Instant began) {
        var lost = goal.fate() == Fate.LOSES_ROWS ? desk.database().contents().loseRows() : null;
        compares(before, legs, lost);
        if (lost != null) {
            losesRows(before, legs.getLast(), lost, began);
        } else if (goal.fate() == Fate.CHECK_FAILS) {
            checkFails(began);
        } else {
            if (desk.chance().percent(CHECKED_PERCENT)) {
                checked(true, "200 in 41 ms");
            }
            desk.succeed(errand, desk.database().current(), millisSince(began));
        }
    }

    void compares(SimulatedDatabase.State before, List<Leg> legs, String lost) {
        var lostIn = new HashMap<String, String>();
        legs.forEach(leg -> lostIn.put(leg.step().table(), leg.step().revision()));
        if (lost != null) {
            lostIn.put(lost, legs.getLast().step().revision());
        }
        var tables = desk.database().contents().comparedWith(before.contents(), lostIn);
        var accepted = tables.stream()
                .filter(RecordedTable::showsLoss)
                .map(RecordedTable::name)
                .filter(losses::contains)
                .toList();
        desk.scribe().tell(new RunEvent.TablesCompared(errand.runId(), desk.target(), tables, accepted));
        desk.scribe().pass(5, 90);
    }

    private void losesRows(SimulatedDatabase.State before, Leg last, String table, Instant began) {
        needsRecovery(
                "table " + table + " held " + before.contents().rowsOf(table) + " rows, found "
                        + desk.database().contents().rowsOf(table) + " rows in step "
                        + last.step().revision(),
                began);
        desk.database().isIn(new SimulatedDatabase.Trouble(Situation.ROWS_LOST, errand.runId(), last.step(), table));
    }

    private void checkFails(Instant began) {
        checked(false, "expected 200, found 503");
        needsRecovery("the application's check failed: " + CHECK + ": expected 200, found 503", began);
        desk.database().isIn(SimulatedDatabase.Trouble.of(Situation.NOT_RECORDED, errand.runId()));
    }

    private void checked(boolean passed, String detail) {
        desk.scribe().tell(new RunEvent.CheckEnded(errand.runId(), desk.target(), CHECK, passed, detail));
        desk.scribe().pass(5, 60);
    }

    void needsRecovery(String why, Instant began) {
        var schema = desk.database().schema();
        desk.scribe()
                .tell(new RunEvent.RunFailed(
                        errand.runId(),
                        desk.target(),
                        Outcomes.FAILED_NEEDS_RECOVERY,
                        desk.database().current(),
                        schema.fingerprint(),
                        why,
                        "varve recover " + desk.target(),
                        millisSince(began)));
        desk.look().expects(schema);
    }

    long millisSince(Instant then) {
        return Duration.between(then, desk.scribe().now()).toMillis();
    }
}
