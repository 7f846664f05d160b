package dev.varve.command.simulate;

import dev.varve.command.run.RunKind;
import dev.varve.command.target.TargetCommand;
import dev.varve.events.Circumstances;
import dev.varve.events.LeaseHolder;
import java.util.Map;

/** An upgrade that somebody proposes, and that somebody else lets go ahead or not. */
final class ByProposal {

    private static final int MINUTE = 60_000;

    private final Desk desk;
    private final String id;

    ByProposal(Desk desk) {
        this.desk = desk;
        this.id = desk.scribe().newProposalId();
    }

    /** Who proposed it, as whom everything is told again; the next run is the one that was approved. */
    LeaseHolder approved(String destination) {
        var proposer = propose(destination);
        decidesAnother(proposer);
        desk.scribe()
                .tell(new TargetCommand.Approve(
                        desk.scribe().aggregateId(),
                        desk.target(),
                        id,
                        desk.scribe().nextRunId(),
                        desk.scribe().acting().actor(),
                        desk.scribe().now()));
        desk.scribe().pass(300, 900);
        desk.scribe().actingAs(proposer);
        return desk.process(proposer);
    }

    void declined(String destination) {
        decidesAnother(propose(destination));
        var why = desk.scribe().acting().reason();
        desk.scribe().tell(new TargetCommand.Decline(desk.scribe().aggregateId(), desk.target(), id, why));
    }

    private Circumstances propose(String destination) {
        desk.arrives();
        var proposer = desk.scribe().acting();
        desk.scribe()
                .tell(new TargetCommand.Propose(
                        desk.scribe().aggregateId(),
                        desk.target(),
                        id,
                        RunKind.UPGRADE.word(),
                        Map.of("to", destination),
                        0,
                        proposer.actor(),
                        desk.scribe().now()));
        return proposer;
    }

    private void decidesAnother(Circumstances proposer) {
        desk.scribe().pass(MINUTE, 30 * MINUTE);
        do {
            desk.arrives();
        } while (desk.scribe().acting().actor().equals(proposer.actor()));
    }
}
