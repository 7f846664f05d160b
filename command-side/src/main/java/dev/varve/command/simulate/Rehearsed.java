package dev.varve.command.simulate;

import dev.varve.command.run.RunKind;
import dev.varve.command.run.SchemaBlob;
import dev.varve.events.Intents;
import dev.varve.events.Outcomes;
import dev.varve.events.RehearsedStep;
import dev.varve.events.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The steps on a copy, before the database itself is touched. */
final class Rehearsed {

    private static final int DIES_HERE_PERCENT = 50;

    private final Desk desk;
    private final Desk.Errand errand;
    private final Goal goal;
    private final List<Leg> legs;
    private final Vault.Kept backup;
    private Dead dead;

    Rehearsed(Desk desk, Desk.Errand errand, Goal goal, List<Leg> legs, Vault.Kept backup) {
        this.desk = desk;
        this.errand = errand;
        this.goal = goal;
        this.legs = legs;
        this.backup = backup;
    }

    /** Whether the run goes on; otherwise it has failed, or died. */
    boolean goesWell(Instant began) {
        var scribe = desk.scribe();
        var started = new RunEvent.RehearsalStarted(
                errand.runId(), desk.target(), backup.id(), desk.site().copy(errand.runId()));
        scribe.tell(started);
        scribe.pass(20, 900);
        new Tool(desk, errand).starts();
        if (goal.fate() == Fate.DIES && desk.chance().percent(DIES_HERE_PERCENT)) {
            dead = Dead.in(errand, Intents.of(started));
            return false;
        }
        var rehearsing = scribe.now();
        if (goal.fate() == Fate.REHEARSAL_FAILS) {
            fails(rehearsing, began);
            return false;
        }
        succeeds(rehearsing);
        return true;
    }

    private void succeeds(Instant rehearsing) {
        var steps = new ArrayList<RehearsedStep>();
        legs.forEach(leg -> steps.add(step(leg)));
        desk.scribe()
                .tell(new RunEvent.RehearsalSucceeded(
                        errand.runId(),
                        desk.target(),
                        backup.id(),
                        steps,
                        legs.getLast().after().fingerprint(),
                        2 * desk.database().contents().sizeBytes(),
                        millisSince(rehearsing)));
        desk.scribe().pass(20, 300);
    }

    /** {@code null} if it did not die. */
    Dead dead() {
        return dead;
    }

    private RehearsedStep step(Leg leg) {
        var scribe = desk.scribe();
        var at = scribe.now();
        long millis = scribe.pass(4, 12_000);
        var step = leg.step();
        var schema = leg.isDown() ? scribe.keep(SchemaBlob.of(leg.after())) : scribe.keepSchema(step);
        return new RehearsedStep(
                step.revision(),
                millis,
                step.statements().size(),
                rows(leg),
                leg.isDown() ? leg.after().fingerprint() : step.fingerprint(),
                schema,
                scribe.keep(Statements.ledger(step, at, millis)));
    }

    private long rows(Leg leg) {
        return leg.step().touchesRows()
                ? desk.database().contents().rowsOf(leg.step().table())
                : 0;
    }

    private void fails(Instant rehearsing, Instant began) {
        var scribe = desk.scribe();
        var step = desk.chance().oneOf(legs).step();
        var at = scribe.now();
        long millis = scribe.pass(4, 9_000);
        var failure = Errors.of(step, desk.database(), desk.cast(), desk.chance());
        scribe.tell(new RunEvent.RehearsalFailed(
                errand.runId(),
                desk.target(),
                backup.id(),
                step.revision(),
                failure,
                "step " + step.revision() + " failed",
                scribe.keep(Statements.ledger(step, at, millis)),
                scribe.keep(Errors.output(failure)),
                millisSince(rehearsing)));
        scribe.pass(5, 40);
        scribe.tell(new RunEvent.RunFailed(
                errand.runId(),
                desk.target(),
                Outcomes.FAILED_UNCHANGED,
                desk.database().current(),
                null,
                "the rehearsal failed: step " + step.revision() + " failed; the database was not opened for writing",
                goal.kind() == RunKind.REHEARSE ? "varve rehearse " + desk.target() : InPlace.again(desk, goal),
                millisSince(began)));
    }

    private long millisSince(Instant then) {
        return Duration.between(then, desk.scribe().now()).toMillis();
    }
}
