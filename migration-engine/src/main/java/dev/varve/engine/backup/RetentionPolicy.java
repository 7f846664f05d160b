package dev.varve.engine.backup;

import java.time.Duration;

/**
 * Which backups may go. The last proven one of a target always stays.
 *
 * @param keepNewest how many of a target's newest proven backups stay whatever their age, at least 1
 * @param youngest none younger than this goes
 */
public record RetentionPolicy(int keepNewest, Duration youngest) {

    /** The last three, and everything of the last 14 days. */
    public static final RetentionPolicy DEFAULT = new RetentionPolicy(3, Duration.ofDays(14));

    public RetentionPolicy {
        if (keepNewest < 1) {
            throw new IllegalArgumentException("expected to keep at least 1 proven backup, found " + keepNewest);
        }
        if (youngest.isNegative()) {
            throw new IllegalArgumentException("expected an age of 0 or more, found " + youngest);
        }
    }
}
