package dev.varve.store;

import dev.varve.store.merkle.MerkleFrontier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;

/** What one append adds to the log, after a head that was read under the write lock, or is taken for the newest: blobs, events, a leaf for each, and the new head. */
final class LogAppend {

    static final String INSERT_BLOB =
            "INSERT INTO blob (sha256, size_bytes, content) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING";

    private final Map<String, byte[]> blobs;
    private final List<NewEvent> events = new ArrayList<>();
    private StoredHead before;
    private MerkleFrontier frontier;
    private NewEvent writing;
    private StoredHead head;

    private LogAppend(StoredHead before, Map<String, byte[]> blobs) {
        this.blobs = blobs;
        this.before = before;
        this.frontier = tree(before);
    }

    /** @throws EventStoreUnavailable if that is no head of a log, or {@code null} */
    static LogAppend after(StoredHead head, Map<String, byte[]> blobs) {
        return new LogAppend(head, blobs);
    }

    private static MerkleFrontier tree(StoredHead head) {
        if (head == null) {
            throw new EventStoreUnavailable(
                    "the head of the log", "no such row", "run varve verify: the log was altered", null);
        }
        try {
            return MerkleFrontier.of(head.size(), head.frontier());
        } catch (IllegalArgumentException e) {
            throw new EventStoreUnavailable(
                    "a head that fits the log", e.getMessage(), "run varve verify: the log was altered", e);
        }
    }

    void event(DomainEventMessage<?> event, Serializer serializer) {
        writing = NewEvent.next(frontier, event, serializer);
        head = null;
        events.add(writing);
    }

    /**
     * Gives the events the places after another head, which is the newest.
     *
     * @throws EventStoreUnavailable likewise
     */
    void moveAfter(StoredHead head) {
        frontier = tree(head);
        before = head;
        events.replaceAll(event -> event.at(frontier));
        writing = events.getLast();
        this.head = null;
    }

    StoredHead headBefore() {
        return before;
    }

    boolean isOneEvent() {
        return events.size() == 1 && blobs.isEmpty();
    }

    /** After the last event. */
    StoredHead head() {
        if (head == null) {
            head = new StoredHead(frontier.size(), events.getLast().rootHash(), frontier.encoded());
        }
        return head;
    }

    /** The event that is written now, or was when writing failed. */
    EventMessage<?> writing() {
        return writing.message();
    }

    String lastEventId() {
        return events.getLast().message().getIdentifier();
    }

    void writeBlobs(Connection connection) throws SQLException {
        if (blobs.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(INSERT_BLOB)) {
            for (var blob : blobs.entrySet()) {
                insert.setString(1, blob.getKey());
                insert.setLong(2, blob.getValue().length);
                insert.setBytes(3, blob.getValue());
                insert.executeUpdate();
            }
        }
    }

    /** How one event and its leaf are written. */
    interface EventWriter {
        void write(NewEvent event) throws SQLException;
    }

    void writeEvents(EventWriter writer) throws SQLException {
        writeAllButTheLast(writer);
        writeTheLast(writer);
    }

    void writeAllButTheLast(EventWriter writer) throws SQLException {
        for (var event : events.subList(0, events.size() - 1)) {
            write(event, writer);
        }
    }

    void writeTheLast(EventWriter writer) throws SQLException {
        write(events.getLast(), writer);
    }

    private void write(NewEvent event, EventWriter writer) throws SQLException {
        writing = event;
        writer.write(event);
    }
}
