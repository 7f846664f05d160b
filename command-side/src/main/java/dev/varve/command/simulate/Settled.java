package dev.varve.command.simulate;

import dev.varve.events.RunEvent;
import java.util.List;

/** The run that died is told to its end by the next one, which found out. */
record Settled(Desk desk, Dead dead) {

    /** What is returned is why it is known to be dead. */
    String settle(Desk.Errand finder) {
        var runId = dead.errand().runId();
        var evidence = evidence(finder);
        var found = desk.database().schema().fingerprint();
        if (dead.leg() != null) {
            stepIsUnknown(evidence, found);
        }
        if (dead.swap() != null) {
            desk.scribe().tell(swapEnded());
        }
        desk.scribe().tell(new RunEvent.RunInterrupted(runId, desk.target(), dead.intent(), evidence, found));
        desk.look().expects(desk.database().schema());
        return evidence;
    }

    private String evidence(Desk.Errand finder) {
        var holder = dead.errand().holder();
        var now = Cast.bootId(holder.host(), desk.scribe().now());
        if (!finder.holder().host().equals(holder.host())) {
            return finder.holder().actor() + " looked and says that it has ended: process " + holder.pid() + " on "
                    + holder.host() + ", which cannot be seen from here";
        }
        return now.equals(holder.bootId())
                ? "process " + holder.pid() + " is gone from host " + holder.host()
                : "host " + holder.host() + " has been restarted since (boot " + holder.bootId() + ", now " + now + ")";
    }

    private void stepIsUnknown(String evidence, String found) {
        var step = dead.leg().step();
        var runId = dead.errand().runId();
        var ledger = desk.scribe().keep(Statements.ledger(step, desk.scribe().now(), 40));
        desk.scribe()
                .tell(new RunEvent.StepOutcomeUnknown(
                        runId, desk.target(), dead.ordinal(), step.revision(), evidence, found, ledger));
        int statements = step.statements().size();
        int kept = dead.isPartial() ? 1 : 0;
        desk.scribe()
                .tell(new RunEvent.StatementsJudged(
                        runId,
                        desk.target(),
                        step.revision(),
                        kept,
                        statements - kept,
                        0,
                        List.copyOf(Statements.judged(step, kept)),
                        null));
    }

    private RunEvent swapEnded() {
        var swap = dead.swap();
        var identity = desk.database().identity();
        return dead.isSwapped()
                ? new RunEvent.CopySwappedIn(
                        swap.runId(), desk.target(), swap.fingerprint(), swap.copyIdentity(), swap.kept())
                : new RunEvent.SwapFailed(
                        swap.runId(),
                        desk.target(),
                        "the copy, file " + swap.copyIdentity(),
                        "file " + identity + ", as before",
                        true);
    }
}
