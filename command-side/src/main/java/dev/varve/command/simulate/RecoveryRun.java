package dev.varve.command.simulate;

import dev.varve.command.run.RunKind;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.recovery.Situation;
import dev.varve.engine.recovery.Way;
import dev.varve.events.RecordedOption;
import dev.varve.events.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code varve recover}: what looking finds, what is offered, and one of it done, or nothing. */
final class RecoveryRun {

    private static final int TAKES_ANOTHER_WAY_PERCENT = 35;

    private final Desk desk;
    private final String brokenRunId;
    private final Situation situation;
    private final ScriptedStep step;
    private final Vault.Kept wayBack;
    private final Offers offers;
    private Desk.Errand errand;
    private Instant began;

    /** @param wayBack the backup of the run that left it so; {@code null} if there is none */
    RecoveryRun(Desk desk, SimulatedDatabase.Trouble trouble, Vault.Kept wayBack) {
        this.desk = desk;
        this.brokenRunId = trouble.runId();
        this.situation = trouble.situation();
        this.step = trouble.step();
        this.wayBack = wayBack;
        this.offers = new Offers(trouble, wayBack);
    }

    /** Recovers from a run that ended. */
    void run() {
        var ways = offers.ways();
        asks(ways);
        desk.takeLease(errand, RunKind.RECOVER, null);
        act(ways);
    }

    /** Recovers from a run that died, and settles it on the way. */
    void settling(Dead dead) {
        var ways = offers.ways();
        asks(ways);
        var evidence = new Settled(desk, dead).settle(errand);
        desk.takeLease(errand, RunKind.RECOVER, evidence);
        act(ways);
    }

    /** Somebody is shown the ways, and chooses none. */
    void leaving() {
        errand = desk.ask(RunKind.RECOVER, null, null, List.of(), null);
        opens(offers.ways());
        desk.scribe().tell(new RunEvent.RecoveryAbandoned(errand.runId(), desk.target(), null, "nothing was chosen"));
    }

    private void asks(List<RecordedOption> ways) {
        errand = desk.ask(
                RunKind.RECOVER, desk.chance().percent(40) ? ways.getFirst().option() : null, null, List.of(), null);
        began = desk.scribe().now();
    }

    private void act(List<RecordedOption> ways) {
        opens(ways);
        var another = ways.size() > 1 && desk.chance().percent(TAKES_ANOTHER_WAY_PERCENT);
        var chosen = ways.get(another ? 1 : 0);
        desk.scribe()
                .tell(new RunEvent.RecoveryOptionChosen(
                        errand.runId(), desk.target(), chosen.option(), chosen.does(), chosen.loses()));
        desk.scribe().pass(10, 90);
        switch (Way.named(chosen.option()).orElseThrow()) {
            case RESTORE -> new Restoring(desk, errand).put(wayBack);
            case MEND -> mends();
            default -> desk.scribe().pass(200, 2_000);
        }
        completes(chosen);
    }

    private void opens(List<RecordedOption> ways) {
        desk.scribe()
                .tell(new RunEvent.RecoveryOpened(
                        errand.runId(),
                        desk.target(),
                        situation.name(),
                        brokenRunId,
                        step == null ? null : step.revision(),
                        situation == Situation.PARTIAL ? DatabaseState.PARTIAL.name() : soundState(),
                        desk.database().schema().fingerprint(),
                        ways));
        desk.scribe().pass(20, 9_000);
    }

    private String soundState() {
        return (desk.look().pending().isEmpty() ? DatabaseState.UP_TO_DATE : DatabaseState.PENDING).name();
    }

    private void mends() {
        var database = desk.database();
        var copy = desk.site().copy(errand.runId());
        var expected = database.expected();
        desk.scribe().tell(new RunEvent.MendStarted(errand.runId(), desk.target(), copy, List.of(offers.undo())));
        desk.scribe().pass(50, 2_000);
        var current = String.join(", ", database.current());
        desk.scribe()
                .tell(new RunEvent.CopyMended(
                        errand.runId(), desk.target(), current, expected.fingerprint(), List.of()));
        var started = new RunEvent.SwapStarted(
                errand.runId(),
                desk.target(),
                copy,
                database.newIdentity(),
                database.identity(),
                expected.fingerprint(),
                desk.site().aside(errand.runId()));
        desk.scribe().tell(started);
        desk.scribe().pass(5, 90);
        database.takesTheSchema(expected);
        database.takesIdentity(started.copyIdentity());
        desk.scribe()
                .tell(new RunEvent.CopySwappedIn(
                        errand.runId(), desk.target(), started.fingerprint(), started.copyIdentity(), started.kept()));
    }

    private void completes(RecordedOption chosen) {
        var database = desk.database();
        database.isIn(null);
        desk.scribe().pass(100, 900);
        desk.scribe()
                .tell(new RunEvent.RecoveryCompleted(
                        errand.runId(),
                        desk.target(),
                        chosen.option(),
                        soundState(),
                        database.current(),
                        database.schema().fingerprint(),
                        chosen.proof()));
        desk.succeed(
                errand,
                database.current(),
                Duration.between(began, desk.scribe().now()).toMillis());
        desk.releaseLease(errand);
    }
}
