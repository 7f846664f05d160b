package dev.varve.command.simulate;

import dev.varve.events.RecordedFailure;
import dev.varve.events.RecordedSession;
import dev.varve.events.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** A run's steps on the database, one by one, or all in one transaction. */
final class Steps {

    private static final int WAITING_PERCENT = 30;
    private static final int LONG_STEP_PERCENT = 8;

    private final Desk desk;
    private final Desk.Errand errand;
    private final List<Leg> legs;

    Steps(Desk desk, Desk.Errand errand, List<Leg> legs) {
        this.desk = desk;
        this.errand = errand;
        this.legs = legs;
    }

    static List<String> difference(ScriptedStep step) {
        var difference = new ArrayList<String>();
        Findings.exists(step).forEach(words -> difference.add("exists: " + words));
        Findings.missing(step).forEach(words -> difference.add("missing: " + words));
        return difference;
    }

    void runAll(boolean isOnline) {
        if (isOneTransaction() && !isOnline) {
            runInOneTransaction();
            return;
        }
        int waiting = isOnline && desk.chance().percent(WAITING_PERCENT)
                ? desk.chance().between(0, legs.size() - 1)
                : -1;
        for (int i = 0; i < legs.size(); i++) {
            if (i == waiting) {
                waitsInVain(i);
            }
            run(i, i + 1);
        }
    }

    /** On PostgreSQL, unless the project says otherwise. */
    private boolean isOneTransaction() {
        return !desk.database().isFile() && !desk.database().application().isFlyway() && desk.index() % 3 != 0;
    }

    /** From one to before another, each by itself. */
    void run(int from, int to) {
        for (int i = from; i < to; i++) {
            starts(i);
            succeeds(i, legs.get(i).after().fingerprint());
        }
    }

    /** Nobody sees anything of them but after the last. */
    private void runInOneTransaction() {
        for (int i = 0; i < legs.size(); i++) {
            starts(i);
            desk.scribe().pass(3, 2_000);
        }
        for (int i = 0; i < legs.size(); i++) {
            succeeds(i, i == legs.size() - 1 ? legs.get(i).after().fingerprint() : null);
        }
    }

    RunEvent.StepStarted starts(int at) {
        var leg = legs.get(at);
        var started = new RunEvent.StepStarted(
                errand.runId(),
                desk.target(),
                at + 1,
                legs.size(),
                leg.step().revision(),
                leg.step().message(),
                desk.database().revisions(leg.appliedBefore()),
                desk.database().schema().fingerprint());
        desk.scribe().tell(started);
        return started;
    }

    private void succeeds(int at, String fingerprint) {
        var leg = legs.get(at);
        var step = leg.step();
        var began = desk.scribe().now();
        long millis = desk.scribe().pass(3, desk.chance().percent(LONG_STEP_PERCENT) ? 240_000 : 6_000);
        desk.database().run(leg);
        long rows = step.touchesRows() ? desk.database().contents().rowsOf(step.table()) : 0;
        desk.scribe()
                .tell(new RunEvent.StepSucceeded(
                        errand.runId(),
                        desk.target(),
                        at + 1,
                        step.revision(),
                        millis,
                        step.statements().size(),
                        rows,
                        fingerprint,
                        desk.scribe().keep(Statements.ledger(step, began, millis))));
        desk.scribe().pass(2, 60);
    }

    void fails(int at) {
        fails(at, Errors.of(legs.get(at).step(), desk.database(), desk.cast(), desk.chance()));
    }

    private void fails(int at, RecordedFailure failure) {
        var step = legs.get(at).step();
        var began = desk.scribe().now();
        long millis = desk.scribe().pass(3, 9_000);
        desk.scribe()
                .tell(new RunEvent.StepFailed(
                        errand.runId(),
                        desk.target(),
                        at + 1,
                        step.revision(),
                        millis,
                        failure,
                        desk.database().schema().fingerprint(),
                        desk.scribe().keep(Statements.ledger(step, began, millis)),
                        desk.scribe().keep(Errors.output(failure))));
        desk.scribe().pass(5, 60);
    }

    /** Of the statements so many were kept. */
    void judges(int at, int kept) {
        var step = legs.get(at).step();
        desk.scribe()
                .tell(new RunEvent.StatementsJudged(
                        errand.runId(),
                        desk.target(),
                        step.revision(),
                        kept,
                        step.statements().size() - kept,
                        0,
                        Statements.judged(step, kept),
                        null));
    }

    /** The step does not get its lock, leaves nothing, and will run again. */
    private void waitsInVain(int at) {
        var step = legs.get(at).step();
        starts(at);
        long waited = desk.scribe().pass(4_000, 5_000);
        var sql = step.statements().getFirst();
        desk.scribe()
                .tell(new RunEvent.WaitSeen(
                        errand.runId(),
                        desk.target(),
                        step.revision(),
                        true,
                        session("varve", sql),
                        session(desk.database().application().name() + "-api", "SELECT … FROM " + step.table()),
                        1,
                        "AccessExclusiveLock on " + step.table(),
                        waited));
        fails(
                at,
                new RecordedFailure(
                        "psycopg.errors.LockNotAvailable", "canceling statement due to lock timeout", sql, 1, true));
        desk.scribe()
                .tell(new RunEvent.StepRetried(
                        errand.runId(), desk.target(), at + 1, step.revision(), 1, 3, "55P03", 2_000));
        desk.scribe().pass(2_000, 2_000);
    }

    private RecordedSession session(String application, String statement) {
        return new RecordedSession(
                desk.chance().between(100, 9_999), application, "app", "10.0.3.7", "active", statement);
    }
}
