package dev.varve.query.web.orders;

import dev.varve.query.web.access.Visitor;
import dev.varve.server.Answer;
import dev.varve.server.Inquiry;
import dev.varve.server.Operations;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import java.util.Optional;

/** Gives orders to the command side, for somebody who may. */
public final class OrderDesk {

    private final Optional<Operations> operations;

    public OrderDesk(Optional<Operations> operations) {
        this.operations = operations;
    }

    /** Whether there is a command side to give orders to. */
    public boolean isOpen() {
        return operations.isPresent();
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

    /** How an order ended; empty while it goes on, or if it is not known. */
    public Optional<Answer> outcome(String id) {
        return operations.flatMap(known -> known.outcome(id));
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

    /** The kind of that word. */
    static Order.Kind kind(String word) {
        for (var kind : Order.Kind.values()) {
            if (kind.name().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        throw new OrderRefused(
                OrderRefused.Why.INVALID,
                "diagnose, backup, rehearse, upgrade or recover",
                "another word",
                "choose one");
    }
}
