package dev.varve.store;

import dev.varve.events.VarveEvent;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;

/** A row of the log as a {@link RecordedEvent}, through the upcasters where its revision is an old one. */
final class RecordedEventReader {

    private final EventNames names;
    private final EventJson json;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    RecordedEventReader(EventNames names, EventJson json, Serializer serializer, EventUpcaster upcasters) {
        this.names = names;
        this.json = json;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    RecordedEvent read(ResultSet row) throws SQLException {
        var payload = row.getBytes("payload");
        var metadata = row.getBytes("metadata");
        return new RecordedEvent(
                row.getLong("global_index"),
                row.getString("event_id"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                Instant.parse(row.getString("recorded_at")),
                row.getString("aggregate_id"),
                row.getLong("sequence_number"),
                Collections.unmodifiableMap(json.readMetadata(metadata)),
                event(row, payload, metadata),
                new String(payload, StandardCharsets.UTF_8));
    }

    private VarveEvent event(ResultSet row, byte[] payload, byte[] metadata) throws SQLException {
        var type = row.getString("payload_type");
        if (names.knows(type) && names.named(type).revision().equals(row.getString("payload_revision"))) {
            return json.read(payload, names.named(type));
        }
        var stored = new StoredEvent(
                row.getString("event_id"),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("sequence_number"),
                Instant.parse(row.getString("recorded_at")),
                type,
                row.getString("payload_revision"),
                payload,
                metadata);
        return upcast(new InitialEventRepresentation(stored, serializer), row.getLong("global_index"));
    }

    private VarveEvent upcast(InitialEventRepresentation stored, long sequence) {
        var current = upcasters.upcast(Stream.of(stored)).toList();
        if (current.size() != 1) {
            throw new EventUnreadable(
                    "one event from " + stored.getType().getName() + " at sequence " + sequence,
                    current.size() + " of them after upcasting",
                    null);
        }
        return serializer.deserialize(current.getFirst().getData(byte[].class));
    }
}
