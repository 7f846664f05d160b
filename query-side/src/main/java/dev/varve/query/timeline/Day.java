package dev.varve.query.timeline;

import java.time.Instant;

/**
 * Which events were recorded on a day, by the clock that recorded them: so that a question about a time need not pass all others.
 *
 * @param day since 1970-01-01, in UTC
 * @param first the least sequence of one that was
 * @param last the greatest
 */
record Day(long day, long first, long last) {

    private static final long SECONDS = 86_400;

    static long of(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS);
    }

    /** A clock may be set back: the day of an event may be before that of an earlier one. */
    Day with(long sequence) {
        return new Day(day, Math.min(first, sequence), Math.max(last, sequence));
    }
}
