package dev.varve.store;

import java.util.Set;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.node.ObjectNode;

/** Leases as they were recorded before a holder told its PID namespace: it is unknown. */
final class LeaseHolderWithoutNamespace extends SingleEventUpcaster {

    private static final Set<String> NAMES = Set.of("LeaseTaken", "LeaseRefused", "LeaseTakenOver");
    private static final String OLD = "1";
    private static final String NEW = "2";

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
        return NAMES.contains(event.getType().getName())
                && OLD.equals(event.getType().getRevision());
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
        var current = new SimpleSerializedType(event.getType().getName(), NEW);
        return event.upcastPayload(current, ObjectNode.class, payload -> {
            withNamespace(payload, "holder");
            withNamespace(payload, "fromHolder");
            return payload;
        });
    }

    private static void withNamespace(ObjectNode payload, String field) {
        if (payload.get(field) instanceof ObjectNode holder) {
            holder.putNull("pidNamespace");
        }
    }
}
