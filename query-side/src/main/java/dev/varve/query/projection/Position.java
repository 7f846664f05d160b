package dev.varve.query.projection;

/**
 * How far the views have come.
 *
 * @param sequence the last event taken in; 0 if none
 * @param eventId that event's id, by which a replaced log is told from the one that was read; {@code null} if none
 */
public record Position(long sequence, String eventId) {

    public static final Position START = new Position(0, null);
}
