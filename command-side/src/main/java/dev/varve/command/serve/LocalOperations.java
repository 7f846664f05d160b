package dev.varve.command.serve;

import dev.varve.server.Answer;
import dev.varve.server.CommandSide;
import dev.varve.server.Inquiry;
import dev.varve.server.Operations;
import dev.varve.server.Order;
import dev.varve.server.Started;
import java.util.Optional;

/** What can be done on this machine, by processes of its own. */
final class LocalOperations implements Operations, CommandSide {

    private final Orders orders;
    private final Questions questions;
    private final OpenRuns runs;
    private final RecordedEvents events;

    LocalOperations(Orders orders, Questions questions, OpenRuns runs, RecordedEvents events) {
        this.orders = orders;
        this.questions = questions;
        this.runs = runs;
        this.events = events;
    }

    @Override
    public Operations operations() {
        return this;
    }

    @Override
    public Started start(Order order) {
        return orders.start(order);
    }

    @Override
    public Optional<Answer> outcome(String orderId) {
        return orders.outcome(orderId);
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
        events.close();
    }
}
