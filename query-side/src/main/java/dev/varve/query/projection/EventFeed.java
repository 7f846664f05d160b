package dev.varve.query.projection;

import dev.varve.store.RecordedEvent;
import java.util.List;

/** Where the views read the events from. The event log is one. */
@FunctionalInterface
public interface EventFeed {

    /**
     * The events that follow, in sequence order.
     *
     * @param sequence the last one seen; 0 to start
     * @param limit at most so many
     * @return empty at the head of the log
     */
    List<RecordedEvent> after(long sequence, int limit);
}
