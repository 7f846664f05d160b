package dev.varve.command.recover;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.Way;
import dev.varve.engine.recovery.WayBack;
import dev.varve.events.Outcomes;
import java.time.Instant;
import java.util.List;

/**
 * How a recovery ended.
 *
 * @param before what was found, and what could be done about it
 * @param chosen what was done
 * @param outcome as in the contract
 * @param from the recorded revisions before
 * @param to those afterwards; {@code null} if it did not succeed
 * @param state the database's afterwards; {@code null} if it did not succeed
 * @param backup what was put back; {@code null} if none was
 * @param aside where what was there is kept; empty if it is where it was
 * @param proof by what the result is proven; {@code null} if it did not succeed
 * @param why why it did not succeed; {@code null} if it did
 * @param isOfTheProof whether it did not because a backup is not what its receipt or the record says
 * @param remedy what to do next; {@code null} if nothing
 * @param goingOn the run that goes on from here; {@code null} if none does
 */
public record Recovered(
        String runId,
        Assessment before,
        WayBack chosen,
        String outcome,
        List<String> from,
        List<String> to,
        String state,
        Backup backup,
        List<String> aside,
        String proof,
        String why,
        boolean isOfTheProof,
        String remedy,
        GoingOn goingOn,
        Instant startedAt,
        Instant endedAt) {

    public Recovered {
        from = List.copyOf(from);
        aside = List.copyOf(aside);
    }

    static Recovered done(Recovery recovery, Assessment found, TakenWay.Proven done, String remedy, Instant endedAt) {
        return new Recovered(
                recovery.runId(),
                found,
                recovery.chosen(),
                Outcomes.RECOVERED,
                recovery.from(),
                done.after().current(),
                done.after().state().name(),
                done.backup(),
                done.aside(),
                done.proof(),
                null,
                false,
                remedy,
                recovery.chosen().way() == Way.RESUME ? recovery.viewed().goingOn() : null,
                recovery.started(),
                endedAt);
    }

    /** @param chosen {@code null} if nothing was */
    static Recovered undone(
            String runId,
            Assessment found,
            WayBack chosen,
            List<String> from,
            TakenWay.Unproven undone,
            Instant startedAt,
            Instant endedAt) {
        return new Recovered(
                runId,
                found,
                chosen,
                undone.outcome(),
                from,
                null,
                null,
                null,
                List.of(),
                null,
                undone.why(),
                undone.isOfTheProof(),
                undone.remedy(),
                null,
                startedAt,
                endedAt);
    }

    public boolean isDone() {
        return proof != null;
    }
}
