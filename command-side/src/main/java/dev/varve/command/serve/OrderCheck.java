package dev.varve.command.serve;

import dev.varve.cli.CommandFailure;
import dev.varve.command.cli.Contact;
import dev.varve.command.run.RunGoingOn;
import dev.varve.events.TargetEvent.RunProposed;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.store.RecordedEvent;
import java.util.Optional;

/** Whether the database is still where who asks saw it, by the events themselves. The command decides again anyway. */
final class OrderCheck {

    private final RecordedEvents events;
    private final Contact contact;

    OrderCheck(RecordedEvents events, Contact contact) {
        this.events = events;
        this.contact = contact;
    }

    /** @throws OrderRefused if there is no such target, another run holds it, or it has moved since */
    void check(Order order) {
        if (order.kind() == Order.Kind.DIAGNOSE) {
            runOn(order.target());
            return;
        }
        requireFree(order.target());
        if (order.seenSequence() != null) {
            requireRecorded(order.seenSequence());
            events.lastOf(order.target())
                    .filter(last -> last.sequence() > order.seenSequence())
                    .ifPresent(last -> refuseStale(order, last));
        }
    }

    /** Who claims to have seen what is to come would never be told that the database has moved. */
    private void requireRecorded(long seen) {
        long head = events.log().map(log -> log.head().size()).orElse(0L);
        if (seen > head) {
            throw new OrderRefused(
                    OrderRefused.Why.INVALID,
                    "the last event that was seen, at most " + head,
                    Long.toString(seen),
                    "reload the page, and look again before you decide");
        }
    }

    /**
     * Likewise for what is proposed and about to be approved.
     *
     * @param recorded the proposal
     */
    void checkApproval(String target, RecordedEvent recorded) {
        requireFree(target);
        if (recorded.event() instanceof RunProposed proposed) {
            events.log()
                    .flatMap(log -> SinceProposed.moved(log, target, proposed.seenSequence()))
                    .ifPresent(moved -> {
                        throw moved(
                                target + " as " + proposed.proposedBy() + " saw it, at event "
                                        + proposed.seenSequence(),
                                moved.type() + " at " + moved.at() + ", event " + moved.sequence(),
                                "look at the plan, and propose it anew");
                    });
        }
    }

    /** @throws OrderRefused if there is no such target */
    Optional<RunGoingOn> runOn(String target) {
        if (target == null) {
            throw new OrderRefused(OrderRefused.Why.UNKNOWN, "the name of a database", "none", "name one");
        }
        try {
            return contact.runOn(target);
        } catch (CommandFailure failure) {
            throw ErrorDocument.of(failure).refusal(failure.exitCode());
        }
    }

    private void requireFree(String target) {
        runOn(target).ifPresent(going -> {
            throw moved("no other run on " + target, going.inWords(), "wait until that has ended");
        });
    }

    private static void refuseStale(Order order, RecordedEvent last) {
        throw moved(
                order.target() + " as it was at event " + order.seenSequence(),
                last.type() + " at " + last.at() + ", event " + last.sequence(),
                "reload the page, and look again before you decide");
    }

    private static OrderRefused moved(String expected, String found, String remedy) {
        return new OrderRefused(OrderRefused.Why.MOVED, expected, found, remedy);
    }
}
