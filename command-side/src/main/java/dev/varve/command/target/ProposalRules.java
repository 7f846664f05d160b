package dev.varve.command.target;

import dev.varve.command.target.TargetCommand.Approve;
import dev.varve.command.target.TargetCommand.Decline;
import dev.varve.command.target.TargetCommand.Propose;
import dev.varve.events.TargetEvent;
import dev.varve.events.TargetEvent.ProposalApproved;
import dev.varve.events.TargetEvent.ProposalDeclined;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.events.TargetEvent.RunProposed;
import dev.varve.server.OrderRefused;
import dev.varve.server.OrderRefused.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules of proposals: four eyes, a day's time, and not too many. Pure. */
final class ProposalRules {

    static final Duration VALID = Duration.ofHours(24);
    static final int MOST_OPEN = 20;

    private ProposalRules() {}

    static List<TargetEvent> propose(Proposals state, Propose command) {
        var known = state.of(command.proposalId());
        if (known != null) {
            return alreadyProposed(known, command);
        }
        if (state.openAt(command.at()) >= MOST_OPEN) {
            throw refused(
                    Why.FORBIDDEN,
                    "fewer than " + MOST_OPEN + " open proposals for " + command.target(),
                    Long.toString(state.openAt(command.at())),
                    "have some of them approved or declined first");
        }
        return List.of(new RunProposed(
                command.target(),
                command.proposalId(),
                command.kind(),
                command.options(),
                command.seenSequence(),
                command.proposedBy(),
                command.at().plus(VALID).toString()));
    }

    /** The same page sent twice proposes once. */
    private static List<TargetEvent> alreadyProposed(Proposal known, Propose command) {
        var proposed = known.proposed();
        if (proposed.kind().equals(command.kind())
                && proposed.options().equals(command.options())
                && proposed.proposedBy().equals(command.proposedBy())) {
            return List.of();
        }
        throw refused(
                Why.INVALID,
                "an id of its own for what is proposed",
                command.proposalId() + ", that of a proposal of " + proposed.proposedBy(),
                "load the page anew");
    }

    static List<TargetEvent> approve(Proposals state, Approve command) {
        var proposal = known(state, command.proposalId());
        requireAnother(proposal.proposed(), command);
        return switch (proposal) {
            case Proposal.TakenUp taken -> {
                requireValid(taken.proposed(), command.at());
                yield List.of();
            }
            case Proposal.Declined declined -> throw alreadyDeclined(command.proposalId());
            case Proposal.Open open -> {
                requireValid(open, command.at());
                var facts = new ArrayList<TargetEvent>();
                facts.add(new ProposalApproved(command.target(), command.proposalId()));
                facts.add(new ProposalTakenUp(command.target(), command.proposalId(), command.runId()));
                yield facts;
            }
            case Proposal.Approved approved -> {
                requireValid(approved.proposed(), command.at());
                yield List.of(new ProposalTakenUp(command.target(), command.proposalId(), command.runId()));
            }
        };
    }

    private static void requireAnother(Proposal.Open proposed, Approve command) {
        if (proposed.proposedBy().equals(command.approver())) {
            throw refused(
                    Why.FORBIDDEN,
                    "somebody else than " + proposed.proposedBy() + ", who proposed it, to approve it",
                    command.approver(),
                    "ask a colleague who may approve");
        }
    }

    private static void requireValid(Proposal.Open proposed, Instant at) {
        if (!proposed.isOpenAt(at)) {
            throw refused(
                    Why.MOVED,
                    "a proposal that is approved within " + VALID.toHours() + " h",
                    "one that was void from " + proposed.validUntil() + " on",
                    "look at the plan, and propose it anew");
        }
    }

    /** Who proposed it may take it back so; nobody need be asked for that. */
    static List<TargetEvent> decline(Proposals state, Decline command) {
        return switch (known(state, command.proposalId())) {
            case Proposal.Declined already -> List.of();
            case Proposal.Open open ->
                List.of(new ProposalDeclined(command.target(), command.proposalId(), command.why()));
            case Proposal.Approved approved ->
                List.of(new ProposalDeclined(command.target(), command.proposalId(), command.why()));
            case Proposal.TakenUp taken ->
                throw refused(
                        Why.MOVED,
                        "a proposal that nobody has approved",
                        command.proposalId() + ", which became run " + taken.runId(),
                        "look at that run");
        };
    }

    private static Proposal known(Proposals state, String id) {
        var known = state.of(id);
        if (known == null) {
            throw refused(Why.UNKNOWN, "a proposal of this database", "none of that id", "reload the database's page");
        }
        return known;
    }

    private static OrderRefused alreadyDeclined(String id) {
        return refused(
                Why.MOVED,
                "a proposal that nobody has declined",
                id + ", which was declined",
                "look at the plan, and propose it anew");
    }

    private static OrderRefused refused(Why why, String expected, String found, String remedy) {
        return new OrderRefused(why, expected, found, remedy);
    }
}
