package dev.varve.command.serve;

import dev.varve.command.append.Recorder;
import dev.varve.command.run.RunIds;
import dev.varve.command.target.TargetCommand;
import dev.varve.events.TargetEvent.ProposalTakenUp;
import dev.varve.events.TargetEvent.RunProposed;
import dev.varve.server.AccessText;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import dev.varve.store.RecordedEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;

/** What one proposes and another approves. The rules decide; what was approved is started as any order, in the name of who proposed it. */
final class Approvals {

    private static final String PROPOSAL = "proposal";
    private static final String WHY = "why";

    private final Orders orders;
    private final OrderCheck check;
    private final RecordedEvents events;
    private final Recorder recorder;
    private final RunIds ids;
    private final Clock clock;

    /** @param recorder that knows targets */
    Approvals(Orders orders, OrderCheck check, RecordedEvents events, Recorder recorder, RunIds ids, Clock clock) {
        this.orders = orders;
        this.check = check;
        this.events = events;
        this.recorder = recorder;
        this.ids = ids;
        this.clock = clock;
    }

    Started propose(Order order) {
        var run = CommandWords.proposedIn(order);
        if (events.proposal(order.target(), order.id()).isEmpty()) {
            check.check(order);
        }
        var facts = recorder.sendAs(
                AccessText.of(order.actor()),
                order.reason(),
                order.ticket(),
                new TargetCommand.Propose(
                        TargetCommand.aggregateId(order.target()),
                        order.target(),
                        order.id(),
                        CommandWords.word(run.kind()),
                        run.options(),
                        seen(order),
                        AccessText.of(order.actor()),
                        clock.instant()));
        return new Started(null, facts.isEmpty());
    }

    private long seen(Order order) {
        return order.seenSequence() != null
                ? order.seenSequence()
                : events.lastOf(order.target()).map(RecordedEvent::sequence).orElse(0L);
    }

    Started approve(Order order) {
        var id = proposal(order);
        check.runOn(order.target());
        var begun = begun(order.target(), id);
        if (begun.isPresent()) {
            return begun.get();
        }
        try {
            check.checkApproval(order.target(), known(order.target(), id));
        } catch (OrderRefused moved) {
            // It may be the very run that somebody else approved at this moment.
            return begun(order.target(), id).orElseThrow(() -> moved);
        }
        return takeUp(order, id);
    }

    private Started takeUp(Order order, String id) {
        var approver = AccessText.of(order.actor());
        recorder.sendAs(
                approver,
                new TargetCommand.Approve(
                        TargetCommand.aggregateId(order.target()),
                        order.target(),
                        id,
                        ids.next(),
                        approver,
                        clock.instant()));
        var runId = events.takenUp(order.target(), id)
                .map(ProposalTakenUp::runId)
                .orElseThrow(() -> new IllegalStateException("expected proposal " + id + " as a run, found none"));
        return orders.start(run(known(order.target(), id), runId));
    }

    /** As who proposed it would have ordered it. */
    private static Order run(RecordedEvent recorded, String runId) {
        var proposed = (RunProposed) recorded.event();
        return new Order(
                runId,
                proposed.target(),
                CommandWords.kind(proposed.kind()),
                proposed.options(),
                null,
                proposed.proposedBy(),
                recorded.metadata().get("reason"),
                recorded.metadata().get("ticket"));
    }

    /** What was begun when it was approved before; empty if it was not, or nothing of the run is recorded yet. */
    private Optional<Started> begun(String target, String id) {
        return events.takenUp(target, id)
                .map(ProposalTakenUp::runId)
                .filter(runId -> events.requestOf(runId).isPresent())
                .map(runId -> new Started(runId, true));
    }

    private RecordedEvent known(String target, String id) {
        return events.proposal(target, id)
                .orElseThrow(() -> new OrderRefused(
                        OrderRefused.Why.UNKNOWN,
                        "a proposal of this database",
                        "none of that id",
                        "reload the database's page"));
    }

    Started decline(Order order) {
        var id = proposal(order);
        check.runOn(order.target());
        var why = order.options().get(WHY);
        var facts = recorder.sendAs(
                AccessText.of(order.actor()),
                new TargetCommand.Decline(
                        TargetCommand.aggregateId(order.target()),
                        order.target(),
                        id,
                        why == null ? null : CommandWords.reason(why)));
        return new Started(null, facts.isEmpty());
    }

    private static String proposal(Order order) {
        var others = new TreeMap<>(order.options());
        others.remove(WHY);
        var id = others.remove(PROPOSAL);
        if (id == null || !RunIds.isOne(id) || !others.isEmpty()) {
            throw new OrderRefused(
                    OrderRefused.Why.INVALID,
                    "the proposal that it is about, and at most why",
                    "something else",
                    "reload the database's page");
        }
        return id;
    }
}
