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

    LocalOperations(
            Orders orders,
            Questions questions,
            OpenRuns runs,
            RecordedEvents events,
            RecordedAccess access,
            RunIds ids) {
        this.orders = orders;
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
        try (access) {
            events.close();
        }
    }
}
