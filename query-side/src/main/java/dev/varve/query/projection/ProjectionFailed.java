package dev.varve.query.projection;

import dev.varve.store.RecordedEvent;
import java.io.Serial;

/** A projection could not take an event in. The views stay as they were before it; nothing is skipped. */
public final class ProjectionFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String projection;
    private final long sequence;
    private final String eventId;

    /** @param projection the view's name */
    public ProjectionFailed(String projection, RecordedEvent event, Throwable cause) {
        super(
                "expected the view '" + projection + "' to take in event " + event.sequence() + " (" + event.type()
                        + ", " + event.eventId() + "), found: " + cause,
                cause);
        this.projection = projection;
        this.sequence = event.sequence();
        this.eventId = event.eventId();
    }

    public String projection() {
        return projection;
    }

    public long sequence() {
        return sequence;
    }

    public String eventId() {
        return eventId;
    }

    /** What to do next. */
    public String remedy() {
        return "the events are whole and the views stand before this event; run 'varve verify'; if the log is whole, this is a fault of"
                + " Varve: report it with this message, and run 'varve rebuild' with the release that mends it";
    }
}
