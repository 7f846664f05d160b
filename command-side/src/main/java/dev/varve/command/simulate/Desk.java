package dev.varve.command.simulate;

import dev.varve.command.run.RunCommand;
import dev.varve.command.run.RunKind;
import dev.varve.command.target.TargetCommand;
import dev.varve.events.Circumstances;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RunEvent;
import java.util.List;

/**
 * From where one target's runs are started: who comes, asks, gets the lease or does not, and lets it go.
 *
 * @param index which of all targets it is, from 0
 * @param deal what it is dealt of a hundred endings, each of which one in a hundred targets has
 */
record Desk(Site site, Scribe scribe, Chance chance, Vault vault, Look look, Cast cast, int index, int deal) {

    /** A run that somebody asked for. */
    record Errand(String runId, LeaseHolder holder) {}

    String target() {
        return site.target();
    }

    SimulatedDatabase database() {
        return site.database();
    }

    /** Somebody comes, as whom everything is told from now on. */
    LeaseHolder arrives() {
        var somebody = cast.somebody(chance, index);
        scribe.actingAs(somebody);
        return cast.process(chance, somebody, scribe.now());
    }

    /** Of somebody who was here before. */
    LeaseHolder process(Circumstances somebody) {
        return cast.process(chance, somebody, scribe.now());
    }

    Errand ask(RunKind kind, String destination, String strategy, List<String> losses, String because) {
        return ask(arrives(), kind, destination, strategy, losses, because);
    }

    Errand ask(
            LeaseHolder holder,
            RunKind kind,
            String destination,
            String strategy,
            List<String> losses,
            String because) {
        var runId = scribe.newRunId();
        scribe.tell(new RunCommand.Request(
                RunCommand.aggregateId(runId), runId, target(), kind, destination, strategy, losses, because, holder));
        scribe.pass(40, 300);
        return new Errand(runId, holder);
    }

    /**
     * Takes the lease, or is refused it.
     *
     * @param evidence why the run that holds the target is dead; {@code null} if none holds it
     */
    void takeLease(Errand errand, RunKind kind, String evidence) {
        scribe.tell(new TargetCommand.TakeLease(
                scribe.aggregateId(), target(), errand.runId(), kind.word(), errand.holder(), evidence));
        scribe.pass(200, 2_500);
    }

    void releaseLease(Errand errand) {
        scribe.pass(5, 30);
        scribe.tell(new TargetCommand.ReleaseLease(scribe.aggregateId(), target(), errand.runId()));
    }

    /** Somebody else asks meanwhile, and is refused with the name of the run that holds the target. */
    void meetsAnother(Errand holder) {
        var mine = scribe.acting();
        var other = ask(RunKind.UPGRADE, "head", "safest", List.of(), null);
        takeLease(other, RunKind.UPGRADE, null);
        refuse(other, Findings.heldBy(target(), holder));
        scribe.actingAs(mine);
    }

    /** An upgrade is asked for, and what is wrong with the database refuses it. */
    void asksInVain(RecordedFinding violation) {
        var errand = ask(RunKind.UPGRADE, "head", "safest", List.of(), null);
        takeLease(errand, RunKind.UPGRADE, null);
        refuse(errand, violation);
        look.lookAndFind(violation);
        releaseLease(errand);
    }

    void refuse(Errand errand, RecordedFinding... violations) {
        scribe.tell(new RunEvent.PreflightRefused(errand.runId(), target(), List.of(violations)));
    }

    void succeed(Errand errand, List<String> to, long durationMillis) {
        var schema = database().schema();
        scribe.tell(new RunEvent.RunSucceeded(errand.runId(), target(), to, schema.fingerprint(), durationMillis));
        look.expects(schema);
    }
}
