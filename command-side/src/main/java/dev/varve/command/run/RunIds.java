package dev.varve.command.run;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** Makes run ids: sortable by time, short enough to type, unique by chance, such as {@code 20261122-101500-7f3a9c}. */
public final class RunIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int RANDOM_RANGE = 1 << 24;

    private final Clock clock;
    private final RandomGenerator random;

    public RunIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public String next() {
        return TIME.format(clock.instant()) + "-" + "%06x".formatted(random.nextInt(RANDOM_RANGE));
    }
}
