package dev.varve.query.proposals;

import dev.varve.events.Circumstances;
import dev.varve.events.TargetEvent.OfProposal;
import dev.varve.events.TargetEvent.ProposalApproved;
import dev.varve.events.TargetEvent.ProposalDeclined;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.events.TargetEvent.RunProposed;
import dev.varve.query.proposals.Proposal.State;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Folds one database's events, in sequence, into what was proposed for it. Events that tell of no proposal change nothing. */
public final class Proposals {

    private static final Set<String> TYPES =
            Set.of("RunProposed", "ProposalApproved", "ProposalDeclined", "ProposalTakenUp");

    private final Map<String, Proposal> all = new LinkedHashMap<>();

    /** Those of a database, as the log tells now. */
    public static Proposals of(String target, EventLog log) {
        var proposals = new Proposals();
        log.forEach(EventFilter.ANY.ofTarget(target).ofTypes(TYPES), proposals::add);
        return proposals;
    }

    public void add(RecordedEvent recorded) {
        if (recorded.event() instanceof OfProposal told) {
            add(told, recorded);
        }
    }

    private void add(OfProposal told, RecordedEvent recorded) {
        var actor = recorded.metadata().get("actor");
        switch (told) {
            case RunProposed e -> all.put(e.proposalId(), proposed(e, recorded));
            case ProposalApproved e -> decided(e, State.APPROVED, actor, recorded.at(), null);
            case ProposalDeclined e -> decided(e, State.DECLINED, actor, recorded.at(), e.why());
            case ProposalTakenUp e ->
                all.computeIfPresent(e.proposalId(), (id, proposal) -> proposal.takenUpAs(e.runId()));
        }
    }

    private static Proposal proposed(RunProposed e, RecordedEvent recorded) {
        var asked = Circumstances.of(recorded.metadata());
        return new Proposal(
                e.proposalId(),
                e.target(),
                e.kind(),
                e.options(),
                e.proposedBy(),
                recorded.at(),
                Instant.parse(e.validUntil()),
                asked.reason(),
                asked.ticket(),
                State.OPEN,
                null,
                null,
                null,
                null);
    }

    private void decided(OfProposal told, State state, String actor, Instant at, String why) {
        all.computeIfPresent(told.proposalId(), (id, proposal) -> proposal.decided(state, actor, at, why));
    }

    /** Those that somebody may still approve or decline, in the order in which they were made. */
    public List<Proposal> openAt(Instant now) {
        return all.values().stream().filter(proposal -> proposal.isOpenAt(now)).toList();
    }

    /** The one that became that run; empty if it was not proposed. */
    public Optional<Proposal> ofRun(String runId) {
        return all.values().stream()
                .filter(proposal -> runId.equals(proposal.runId()))
                .findFirst();
    }
}
