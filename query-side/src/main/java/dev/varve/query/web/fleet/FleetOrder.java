package dev.varve.query.web.fleet;

import java.util.Comparator;
import java.util.Locale;

/** By what the fleet is sorted; what is not known comes last. */
public enum FleetOrder {
    NAME(Comparator.comparing(FleetLine::target)),
    HEALTH(Comparator.comparing(FleetLine::health)),
    VERSION(Comparator.comparing(FleetLine::version)),
    PENDING(Comparator.comparing(
            FleetLine::pending,
            Comparator.nullsLast(Comparator.<Integer>naturalOrder().reversed()))),
    BACKUP(Comparator.comparing(FleetLine::provenAt, Comparator.nullsFirst(Comparator.naturalOrder()))),
    RUN(Comparator.comparing(
            FleetLine::lastRunAt,
            Comparator.nullsLast(Comparator.<java.time.Instant>naturalOrder().reversed())));

    @SuppressWarnings("ImmutableEnumChecker") // compares by what a line tells, and keeps nothing
    private final Comparator<FleetLine> comparator;

    FleetOrder(Comparator<FleetLine> comparator) {
        this.comparator = comparator.thenComparing(FleetLine::target);
    }

    Comparator<FleetLine> comparator(boolean reversed) {
        return reversed ? comparator.reversed() : comparator;
    }

    /** As it is called in an address. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That one, or by health. */
    public static FleetOrder of(String word) {
        for (var order : values()) {
            if (order.word().equals(word)) {
                return order;
            }
        }
        return HEALTH;
    }
}
