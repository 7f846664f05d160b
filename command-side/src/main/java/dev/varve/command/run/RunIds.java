package dev.varve.command.run;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes run ids: sortable by time, short enough to type, unique by chance, such as {@code 20261122-101500-7f3a9c}. */
public final class RunIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern FORM = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{6}");
    private static final int RANDOM_RANGE = 1 << 24;

    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicReference<String> given = new AtomicReference<>();

    public RunIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Whether a text is such an id. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** From now on the next id is that one; those after it are made. */
    public void beginWith(String id) {
        given.set(id);
    }

    public String next() {
        var first = given.getAndSet(null);
        return first != null ? first : made();
    }

    private String made() {
        return TIME.format(clock.instant()) + "-" + "%06x".formatted(random.nextInt(RANDOM_RANGE));
    }
}
