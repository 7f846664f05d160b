package dev.varve.store;

import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.node.ObjectNode;

/** Requests as they were recorded before they told which process asked: it is unknown. */
final class RequestWithoutProcess extends SingleEventUpcaster {

    private static final SimpleSerializedType OLD = new SimpleSerializedType("RunRequested", "1");
    private static final SimpleSerializedType NEW = new SimpleSerializedType("RunRequested", "2");

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
        return OLD.equals(event.getType());
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
        return event.upcastPayload(NEW, ObjectNode.class, payload -> payload.putNull("requestedBy"));
    }
}
