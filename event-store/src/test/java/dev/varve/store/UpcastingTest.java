package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent.TargetRetired;
import java.nio.file.Path;
import java.sql.SQLException;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class UpcastingTest {

    @TempDir
    private Path folder;

    /** A store that an older release left: the event's name was in another field. */
    @BeforeEach
    void recordAnOldShape() throws SQLException {
        try (var store = Recording.open(folder)) {
            Recording.append(store, "1", new TargetRetired("orders"));
        }
        new TamperedLog(folder)
                .tamper(
                        "UPDATE domain_event SET payload_revision = '0', payload = CAST('{\"name\":\"orders\"}' AS BLOB)");
    }

    @Test
    void readsAnOldEventInItsCurrentShapeAndShowsWhatIsStored() {
        try (var store = openWith(new EventUpcasterChain(new NameBecameTarget()))) {
            var event = store.log().read(0, 10).getFirst();

            assertThat(event.event()).isEqualTo(new TargetRetired("orders"));
            assertThat(event.revision()).isEqualTo("0");
            assertThat(event.payloadJson()).isEqualTo("{\"name\":\"orders\"}");
            assertThat(store.eventStore().readEvents("1").next().getPayload()).isEqualTo(new TargetRetired("orders"));
        }
    }

    @Test
    void refusesAnOldEventThatNoUpcasterLifts() {
        try (var store = openWith(new EventUpcasterChain())) {
            assertThatThrownBy(() -> store.log().read(0, 10))
                    .isInstanceOf(UnknownEvent.class)
                    .hasMessageContaining("TargetRetired of revision 1, or an upcaster to it, found revision 0");
        }
    }

    private SqliteEventStore openWith(EventUpcasterChain upcasters) {
        return SqliteEventStore.open(folder.resolve("events.db"), Recording.CLOCK, upcasters);
    }

    private static final class NameBecameTarget extends SingleEventUpcaster {

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(new SimpleSerializedType("TargetRetired", "0"));
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(new SimpleSerializedType("TargetRetired", "1"), ObjectNode.class, payload -> {
                payload.set("target", payload.remove("name"));
                return payload;
            });
        }
    }
}
