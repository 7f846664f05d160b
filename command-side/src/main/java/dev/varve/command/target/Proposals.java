package dev.varve.command.target;

import dev.varve.events.TargetEvent.OfProposal;
import dev.varve.events.TargetEvent.ProposalApproved;
import dev.varve.events.TargetEvent.ProposalDeclined;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.events.TargetEvent.RunProposed;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What was proposed for a target, by the proposals' ids.
 *
 * @param all those that were decided too, so that an old page is told what became of its proposal
 */
record Proposals(Map<String, Proposal> all) {

    /** Nothing was proposed yet. */
    static final Proposals NONE = new Proposals(Map.of());

    Proposals {
        all = Map.copyOf(all);
    }

    /** {@code null} if there is none of that id. */
    Proposal of(String id) {
        return all.get(id);
    }

    long openAt(Instant now) {
        return all.values().stream()
                .filter(proposal -> proposal instanceof Proposal.Open open && open.isOpenAt(now))
                .count();
    }

    Proposals and(OfProposal fact) {
        var next = new HashMap<>(all);
        next.put(fact.proposalId(), after(fact));
        return new Proposals(next);
    }

    private Proposal after(OfProposal fact) {
        return switch (fact) {
            case RunProposed e ->
                new Proposal.Open(e.kind(), e.options(), e.proposedBy(), Instant.parse(e.validUntil()));
            case ProposalApproved e -> new Proposal.Approved(of(e.proposalId()).proposed());
            case ProposalDeclined e -> new Proposal.Declined(of(e.proposalId()).proposed());
            case ProposalTakenUp e -> new Proposal.TakenUp(of(e.proposalId()).proposed(), e.runId());
        };
    }
}
