package dev.varve.query.web.orders;

import dev.varve.query.web.Unknown;
import dev.varve.query.web.access.Visitor;
import dev.varve.server.Answer;
import dev.varve.server.Inquiry;
import dev.varve.server.Operations;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Gives orders to the command side, for somebody who may. */
public final class OrderDesk {

    private static final Set<Order.Kind> ORDERS =
            EnumSet.complementOf(EnumSet.of(Order.Kind.APPROVE, Order.Kind.DECLINE));

    private final Optional<Operations> operations;

    public OrderDesk(Optional<Operations> operations) {
        this.operations = operations;
    }

    /** Whether there is a command side to give orders to. */
    public boolean isOpen() {
        return operations.isPresent();
    }

    /** Whether an upgrade is to be proposed first, and approved by somebody else. */
    public boolean requiresApproval() {
        return operations.map(Operations::requiresApproval).orElse(false);
    }

    /** An id for an order that a page may send; an empty text where none is taken. */
    public String freshId() {
        return operations.map(Operations::freshId).orElse("");
    }

    /**
     * Starts it.
     *
     * @throws OrderRefused if it cannot be; nothing was started
     */
    public Started start(OrderForm form, String target, Visitor visitor) {
        return open().start(form.order(target, visitor.name()));
    }

    /**
     * Approves or declines what somebody proposed; what is approved is started, once however often it is.
     *
     * @throws OrderRefused if it cannot be
     */
    public Started decide(String target, String proposal, Decision decision, Visitor visitor) {
        return open().start(decision.order(target, proposal, visitor.name()));
    }

    /**
     * How an order ended; empty while it goes on.
     *
     * @throws Unknown if none of that id began
     */
    public Optional<Answer> outcome(String id) {
        var command = operations.filter(side -> side.knows(id)).orElseThrow(() -> new Unknown("an order", id));
        return command.outcome(id);
    }

    /** What a command that only looks says. */
    public Answer ask(String target, Inquiry.Kind kind) {
        return open().ask(new Inquiry(target, kind));
    }

    private Operations open() {
        return operations.orElseThrow(() -> new OrderRefused(
                OrderRefused.Why.FORBIDDEN,
                "a server that may run migrations",
                "one that only shows",
                "type the command where the database is"));
    }

    /** The kind of that word. What takes another permission than an order is none. */
    static Order.Kind kind(String word) {
        for (var kind : ORDERS) {
            if (kind.name().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        throw new OrderRefused(
                OrderRefused.Why.INVALID,
                "diagnose, backup, rehearse, upgrade, recover or propose",
                "another word",
                "choose one");
    }
}
