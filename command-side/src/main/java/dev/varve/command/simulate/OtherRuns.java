package dev.varve.command.simulate;

import dev.varve.command.run.RunKind;
import dev.varve.command.run.StampReason;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs that migrate nothing: stamps, repairs, restores. */
final class OtherRuns {

    private final Desk desk;
    private Desk.Errand errand;
    private Instant began;

    OtherRuns(Desk desk) {
        this.desk = desk;
    }

    private void begin(RunKind kind, String destination, String because) {
        errand = desk.ask(kind, destination, null, List.of(), because);
        began = desk.scribe().now();
        desk.takeLease(errand, kind, null);
    }

    /** To the revision that is recorded already: its schema is there, so nothing speaks against it. */
    void stampIsApplied() {
        var database = desk.database();
        var revision = database.current().getFirst();
        askForStamp(revision);
        tell(
                database.application().isFlyway()
                        ? new RunEvent.BaselineApplied(
                                errand.runId(),
                                desk.target(),
                                revision,
                                database.schema().fingerprint())
                        : new RunEvent.StampApplied(
                                errand.runId(),
                                desk.target(),
                                revision,
                                database.current(),
                                database.schema().fingerprint()));
        desk.succeed(errand, List.of(revision), tookMillis());
        desk.releaseLease(errand);
    }

    /** To a revision whose schema is another; if it is not, nothing refuses a stamp. */
    void stampIsRefused(ScriptedStep step) {
        if (step.after().equals(desk.database().schema())) {
            stampIsApplied();
            return;
        }
        askForStamp(step.revision());
        var found = desk.database().schema();
        var difference = Difference.between(step.after(), found).inWords();
        var why = "expected the schema that " + step.revision() + " produces, found another";
        tell(
                desk.database().application().isFlyway()
                        ? new RunEvent.BaselineRefused(errand.runId(), desk.target(), step.revision(), difference, why)
                        : new RunEvent.StampRefused(
                                errand.runId(),
                                desk.target(),
                                step.revision(),
                                step.fingerprint(),
                                found.fingerprint(),
                                difference,
                                why));
        desk.releaseLease(errand);
    }

    private void askForStamp(String revision) {
        var because = desk.chance().oneOf(List.of(StampReason.values())).word();
        begin(RunKind.STAMP, revision, because);
        tell(new RunEvent.StampRequested(errand.runId(), desk.target(), revision, because));
        desk.scribe().pass(200, 4_000);
    }

    /** Of Flyway's history. */
    void repair() {
        begin(RunKind.REPAIR, null, null);
        var rows = List.of("the failed row of version " + (desk.database().applied() + 1) + " was removed");
        var isSound = desk.database().trouble() == null;
        if (isSound) {
            tell(new RunEvent.RepairApplied(
                    errand.runId(),
                    desk.target(),
                    rows,
                    desk.database().schema().fingerprint()));
            desk.succeed(errand, desk.database().current(), tookMillis());
        } else {
            var difference = Difference.between(
                            desk.database().expected(), desk.database().schema())
                    .inWords();
            tell(new RunEvent.RepairRefused(
                    errand.runId(),
                    desk.target(),
                    difference,
                    "expected the schema that the last version produces, found another: the failed script left"
                            + " something"));
        }
        desk.releaseLease(errand);
    }

    void restore(Vault.Kept backup, boolean goesWell) {
        begin(RunKind.RESTORE, backup.id(), null);
        if (goesWell) {
            new Restoring(desk, errand).put(backup);
            desk.succeed(errand, List.of(), tookMillis());
        } else {
            new Restoring(desk, errand).fails(backup);
            tell(new RunEvent.RunFailed(
                    errand.runId(),
                    desk.target(),
                    Outcomes.FAILED_UNCHANGED,
                    List.of(),
                    null,
                    "expected a backup that is what its receipt says, found another",
                    "varve backups " + desk.target() + " --prove",
                    tookMillis()));
        }
        desk.releaseLease(errand);
    }

    private long tookMillis() {
        return Duration.between(began, desk.scribe().now()).toMillis();
    }

    private void tell(RunEvent fact) {
        desk.scribe().tell(fact);
        desk.scribe().pass(5, 90);
    }
}
