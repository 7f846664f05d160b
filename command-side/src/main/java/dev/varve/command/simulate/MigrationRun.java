package dev.varve.command.simulate;

import dev.varve.command.run.RunKind;
import dev.varve.engine.run.Approach;
import dev.varve.events.Intents;
import dev.varve.events.LeaseHolder;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedStep;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An upgrade, a downgrade or a rehearsal, from the request to its end or its death. */
final class MigrationRun {

    private static final int DIES_IN_BACKUP_PERCENT = 20;

    private final Desk desk;
    private final Goal goal;
    private final List<Leg> legs;
    private final Approach approach;
    private final List<String> losses;
    private Desk.Errand errand;
    private Instant began;

    MigrationRun(Desk desk, Goal goal) {
        this.desk = desk;
        this.goal = goal;
        this.legs = Leg.between(desk.database().application(), desk.database().applied(), goal.to());
        this.approach = approach();
        this.losses = losses();
    }

    private Approach approach() {
        if (goal.kind() == RunKind.REHEARSE) {
            return Approach.REHEARSAL_ONLY;
        }
        if (goal.fate().isInPlace()) {
            return Approach.IN_PLACE_UNREHEARSED;
        }
        boolean isFile = desk.database().isFile();
        boolean isRehearsed = goal.fate() == Fate.REHEARSAL_FAILS;
        return desk.chance()
                .among(
                        Chance.share(isFile ? 60 : 1, Approach.SWAP),
                        Chance.share(isFile ? 20 : 70, Approach.IN_PLACE),
                        Chance.share(isRehearsed ? 0 : 20, Approach.IN_PLACE_UNREHEARSED));
    }

    /** Tables with rows that the steps drop: accepted by name, or the run would be refused. */
    private List<String> losses() {
        return legs.stream()
                .filter(leg -> !leg.after().tables().contains(leg.step().table()))
                .map(leg -> leg.step().table())
                .filter(table -> desk.database().contents().rowsOf(table) > 0)
                .distinct()
                .sorted()
                .toList();
    }

    /** Runs to its end; what is returned is the run if it died, {@code null} if it ended. */
    Dead run() {
        return run(desk.arrives());
    }

    /** Likewise, of somebody who has arrived. */
    Dead run(LeaseHolder asker) {
        errand = desk.ask(asker, goal.kind(), goal.destination(), asked(), losses, null);
        began = desk.scribe().now();
        desk.takeLease(errand, goal.kind(), null);
        if (goal.fate() == Fate.REFUSED) {
            refused();
            return null;
        }
        passed();
        var dead = legs.isEmpty() ? alreadyThere() : act();
        if (dead == null) {
            desk.releaseLease(errand);
        }
        return dead;
    }

    private String asked() {
        return switch (approach) {
            case SWAP -> "safest";
            case IN_PLACE, IN_PLACE_UNREHEARSED -> "in-place";
            case REHEARSAL_ONLY -> null;
        };
    }

    private void refused() {
        var why = Findings.obstacle(
                desk.chance(), desk.target(), desk.database(), desk.site().location());
        desk.refuse(errand, why);
        desk.look().lookAndFind(why);
        desk.releaseLease(errand);
    }

    private void passed() {
        var warnings = new ArrayList<RecordedFinding>();
        if (!legs.isEmpty() && goal.kind() != RunKind.DOWNGRADE) {
            var steps = legs.stream().map(Leg::step).toList();
            warnings.add(Findings.pending(desk.target(), steps, true));
        }
        tell(new RunEvent.PreflightPassed(errand.runId(), desk.target(), warnings));
        desk.scribe().pass(5, 60);
        tell(new RunEvent.RunPlanned(
                errand.runId(),
                desk.target(),
                desk.database().current(),
                desk.database().revisions(goal.to()),
                legs.stream().map(this::planned).toList()));
        desk.scribe().pass(5, 60);
    }

    private RecordedStep planned(Leg leg) {
        var step = leg.step();
        return new RecordedStep(
                step.revision(), step.message(), desk.site().scripts() + "/" + step.file(), step.sha256());
    }

    private Dead alreadyThere() {
        desk.succeed(errand, desk.database().current(), tookMillis());
        return null;
    }

    private Dead act() {
        var why =
                approach == Approach.SWAP ? "nobody has the database open, and a copy can take its place" : "asked for";
        tell(new RunEvent.StrategyChosen(
                errand.runId(), desk.target(), approach.strategy(), approach.isRehearsed(), why));
        if (goal.fate() == Fate.BACKUP_REJECTED) {
            return withoutBackup();
        }
        if (goal.fate() == Fate.DIES && desk.chance().percent(DIES_IN_BACKUP_PERCENT)) {
            return diesInBackup();
        }
        var backup = desk.vault().take(errand.runId());
        if (goal.isRivalled()) {
            desk.meetsAnother(errand);
        }
        if (approach.isRehearsed()) {
            var rehearsal = new Rehearsed(desk, errand, goal, legs, backup);
            if (!rehearsal.goesWell(began)) {
                return rehearsal.dead();
            }
        }
        return after(backup);
    }

    private Dead after(Vault.Kept backup) {
        return switch (approach) {
            case REHEARSAL_ONLY -> {
                desk.succeed(errand, List.of(), tookMillis());
                yield null;
            }
            case SWAP -> new SwappedIn(desk, errand, goal, legs, losses).act(backup, began);
            case IN_PLACE, IN_PLACE_UNREHEARSED -> new InPlace(desk, errand, goal, legs, losses).act(backup, began);
        };
    }

    private Dead withoutBackup() {
        var why = desk.vault().reject(errand.runId());
        tell(new RunEvent.RunFailed(
                errand.runId(),
                desk.target(),
                Outcomes.REFUSED,
                desk.database().current(),
                null,
                why,
                "varve diagnose " + desk.target(),
                tookMillis()));
        return null;
    }

    private Dead diesInBackup() {
        var backup = desk.vault().begin(errand.runId());
        var started = new TargetEvent.BackupStarted(desk.target(), errand.runId(), backup.id(), backup.path());
        return Dead.in(errand, Intents.of(started));
    }

    private long tookMillis() {
        return Duration.between(began, desk.scribe().now()).toMillis();
    }

    private void tell(RunEvent fact) {
        desk.scribe().tell(fact);
    }
}
