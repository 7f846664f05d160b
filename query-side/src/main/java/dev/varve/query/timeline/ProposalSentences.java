package dev.varve.query.timeline;

import dev.varve.events.TargetEvent.OfProposal;
import dev.varve.events.TargetEvent.ProposalApproved;
import dev.varve.events.TargetEvent.ProposalDeclined;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.events.TargetEvent.RunProposed;
import dev.varve.query.proposals.Proposal;
import dev.varve.query.words.Words;

/** What somebody proposed, and what somebody else made of it, in words. */
final class ProposalSentences {

    private ProposalSentences() {}

    /** @param actor who did it; {@code null} if that is not recorded */
    static String of(OfProposal event, String actor) {
        return switch (event) {
            case RunProposed e ->
                e.proposedBy() + " proposed " + Proposal.inWords(e.kind(), e.options()) + " (proposal " + e.proposalId()
                        + ", until " + e.validUntil() + ")";
            case ProposalApproved e -> who(actor) + " approved proposal " + e.proposalId();
            case ProposalDeclined e -> who(actor) + " declined proposal " + e.proposalId() + Words.because(e.why());
            case ProposalTakenUp e -> "proposal " + e.proposalId() + " is taken up as run " + e.runId();
        };
    }

    private static String who(String actor) {
        return actor == null ? "somebody" : actor;
    }
}
