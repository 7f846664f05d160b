package dev.varve.command.append;

import dev.varve.events.VarveEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * The ids that facts had in the last attempt to append them. An attempt that failed may be durable all the same: under its own id the
 * fact cannot be appended a second time.
 */
final class LastAttempt implements MessageDispatchInterceptor<EventMessage<?>> {

    private final List<EventMessage<?>> messages = new ArrayList<>();

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> attempted) {
        return (index, message) -> {
            messages.add(message);
            return message;
        };
    }

    void forget() {
        messages.clear();
    }

    /** The fact's id if it was attempted; a new one otherwise. */
    String idOf(VarveEvent fact) {
        return messages.stream()
                .filter(message -> message.getPayload().equals(fact))
                .map(EventMessage::getIdentifier)
                .findFirst()
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
