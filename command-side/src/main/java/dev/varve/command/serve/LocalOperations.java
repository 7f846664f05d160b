package dev.varve.command.serve;

import dev.varve.command.access.RecordedAccess;
import dev.varve.command.run.RunIds;
import dev.varve.server.AccessAdministration;
import dev.varve.server.AccessRecorder;
import dev.varve.server.Answer;
import dev.varve.server.CommandSide;
import dev.varve.server.Inquiry;
import dev.varve.server.Operations;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import java.util.Optional;

/** What can be done on this machine, by processes of its own. */
final class LocalOperations implements Operations, CommandSide {

    private final Orders orders;
    private final Questions questions;
    private final OpenRuns runs;
    private final RecordedEvents events;
    private final RecordedAccess access;
    private final RunIds ids;
    private final Approvals approvals;
    private final boolean requiresApproval;

    /** @param requiresApproval whether nobody may upgrade but by a proposal */
    LocalOperations(
            Orders orders,
            Approvals approvals,
            boolean requiresApproval,
            Questions questions,
            OpenRuns runs,
            RecordedEvents events,
            RecordedAccess access,
            RunIds ids) {
        this.orders = orders;
        this.approvals = approvals;
        this.requiresApproval = requiresApproval;
        this.questions = questions;
        this.runs = runs;
        this.events = events;
        this.access = access;
        this.ids = ids;
    }

    @Override
    public Operations operations() {
        return this;
    }

    @Override
    public AccessRecorder accessRecorder() {
        return access;
    }

    @Override
    public AccessAdministration accessAdministration() {
        return access;
    }

    @Override
    public String freshId() {
        return ids.next();
    }

    @Override
    public Started start(Order order) {
        return switch (order.kind()) {
            case PROPOSE -> approvals.propose(order);
            case APPROVE -> approvals.approve(order);
            case DECLINE -> approvals.decline(order);
            case UPGRADE -> orders.start(unproposed(order));
            case DIAGNOSE, BACKUP, REHEARSE, RECOVER -> orders.start(order);
        };
    }

    private Order unproposed(Order order) {
        if (requiresApproval) {
            throw new OrderRefused(
                    OrderRefused.Why.FORBIDDEN,
                    "a proposal that somebody else approved, as this server requires",
                    "an order of " + order.actor(),
                    "propose it; somebody else approves");
        }
        return order;
    }

    @Override
    public boolean requiresApproval() {
        return requiresApproval;
    }

    @Override
    public Optional<Answer> outcome(String orderId) {
        return orders.outcome(orderId);
    }

    @Override
    public boolean knows(String orderId) {
        return orders.knows(orderId);
    }

    @Override
    public Answer ask(Inquiry inquiry) {
        return questions.ask(inquiry);
    }

    @Override
    public void noteDeadRuns() {
        runs.noteDead();
    }

    @Override
    public void close() {
        try (access) {
            events.close();
        }
    }
}
