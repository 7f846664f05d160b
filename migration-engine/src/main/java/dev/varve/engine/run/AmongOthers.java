package dev.varve.engine.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a run lives with others who use the same database of a server.
 *
 * @param online whether the application may stay connected and write while the steps run
 * @param connected who was connected of the application when the run entered, in words; empty if nobody, or it was not asked
 * @param lockTimeout how long a statement waits for a lock before it gives up; {@code null} without an end
 * @param lockRetries how often a step that gave up, and left nothing, is tried again
 * @param random spreads the pauses before that, so that two who are in each other's way do not meet again
 */
public record AmongOthers(
        boolean online, String connected, Duration lockTimeout, int lockRetries, RandomGenerator random) {

    /** Nobody else is expected. */
    public static final AmongOthers ALONE = new AmongOthers(false, "", null, 0, RandomGenerator.getDefault());

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** The same, knowing who is there. */
    public AmongOthers seeing(String who) {
        return new AmongOthers(online, who, lockTimeout, lockRetries, random);
    }

    /** The pause before a retry, from 1: twice as long each time, up to half a minute, and up to half as much again by chance. */
    Duration pauseBefore(int retry) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(retry - 1, 10));
        var plain = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return plain.plusMillis(random.nextLong(plain.toMillis() / 2 + 1));
    }
}
