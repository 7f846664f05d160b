package dev.varve.query.projection;

import java.time.Instant;

/** Times as the views keep them: nanoseconds since 1970, exact and comparable in SQL, from 1677 to 2262. */
public final class Nanos {

    private static final long PER_SECOND = 1_000_000_000;

    private Nanos() {}

    /** Times beyond the range become its ends, so that a filter such as the year 9999 still means "no end". */
    public static long of(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
