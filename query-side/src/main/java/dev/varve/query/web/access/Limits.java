package dev.varve.query.web.access;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often somebody may try to log in, or take evidence out: so many at once, and then one for each span that passes. Those who were not seen
 * for longest are forgotten when there are too many. Safe for several threads.
 */
public final class Limits {

    private static final int REMEMBERED = 10_000;

    private final Bandwidth rate;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Limits(int atOnce, Duration oneMoreEach) {
        rate = Bandwidth.builder().capacity(atOnce).refillGreedy(1, oneMoreEach).build();
    }

    /**
     * Takes one.
     *
     * @param who an address, or a user
     * @throws TooOften if there is none left
     */
    public void take(String who) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(
                    who, ignored -> Bucket.builder().addLimit(rate).build());
        }
        var taken = bucket.tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            throw new TooOften(Duration.ofNanos(taken.getNanosToWaitForRefill()));
        }
    }
}
