package dev.varve.store;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The log as it is read: in the order of the sequence, which is the order of the commits. A reader that has seen sequence {@code n} misses
 * nothing before it. Safe for several threads.
 */
public final class EventLog {

    private static final int PAGE = 1000;

    private final LogReader reader;
    private final RecordedEventReader events;

    EventLog(LogReader reader, RecordedEventReader events) {
        this.reader = reader;
        this.events = events;
    }

    /**
     * The next events.
     *
     * @param afterSequence the last sequence that was seen, 0 for none
     * @param limit how many at most
     * @throws UnknownEvent if a later release wrote one of them
     * @throws EventUnreadable if one is not what its name promises
     * @throws EventStoreUnavailable if the store cannot be read
     */
    public List<RecordedEvent> read(long afterSequence, int limit) {
        return read(EventFilter.ANY, afterSequence, limit);
    }

    /** Likewise, those that pass the filter. */
    public List<RecordedEvent> read(EventFilter filter, long afterSequence, int limit) {
        var query = EventQuery.following(filter, afterSequence, limit);
        return reader.list(query.sql(), query.parameters(), events::read);
    }

    /** The last events that pass the filter, the newest first. */
    public List<RecordedEvent> readLast(EventFilter filter, int limit) {
        var query = EventQuery.newest(filter, limit);
        return reader.list(query.sql(), query.parameters(), events::read);
    }

    /** Every event that passes the filter, in order, page by page: the whole log never stands in memory. */
    public void forEach(EventFilter filter, Consumer<? super RecordedEvent> consumer) {
        long seen = 0;
        List<RecordedEvent> page;
        do {
            page = read(filter, seen, PAGE);
            page.forEach(consumer);
            seen = page.isEmpty() ? seen : page.getLast().sequence();
        } while (page.size() == PAGE);
    }

    /** How far the log goes now. */
    public LogHead head() {
        return reader.list(
                        "SELECT size, root_hash FROM log_head",
                        List.of(),
                        row -> new LogHead(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))))
                .getFirst();
    }

    /** Whether an event of that id is recorded. */
    public boolean holds(String eventId) {
        return !reader.list("SELECT 1 FROM domain_event WHERE event_id = ?", List.of(eventId), row -> true)
                .isEmpty();
    }

    /** Whether the log was once as far as that, and has gone on from there since. */
    public boolean goesOnFrom(LogHead earlier) {
        return earlier.size() == 0
                || reader.list(
                                "SELECT root_hash FROM merkle_leaf WHERE leaf_index = ?",
                                List.of(earlier.size() - 1),
                                row -> HexFormat.of().formatHex(row.getBytes(1)))
                        .contains(earlier.rootHash());
    }

    /**
     * A blob's content; see {@link dev.varve.events.BlobRef}.
     *
     * @param sha256 lower-case hex
     * @throws BlobMissing if the store does not hold it
     */
    public byte[] blob(String sha256) {
        return findBlob(sha256).orElseThrow(() -> new BlobMissing(sha256));
    }

    private Optional<byte[]> findBlob(String sha256) {
        return reader
                .list("SELECT content FROM blob WHERE sha256 = ?", List.of(sha256), row -> contentOf(row.getBytes(1)))
                .stream()
                .findFirst();
    }

    /** The driver gives {@code null} for a blob of no bytes. */
    private static byte[] contentOf(byte[] bytes) throws SQLException {
        return bytes == null ? new byte[0] : bytes;
    }
}
