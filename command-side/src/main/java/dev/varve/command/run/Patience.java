package dev.varve.command.run;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How long a run waits before it begins, for another run to end and for the application to stop.
 *
 * @param limit for all waiting together; zero not to wait at all
 * @param told hears now and then who is waited for, as a line for a person
 * @param stopRequested whether the operator has enough of waiting
 */
public record Patience(Duration limit, Clock clock, Consumer<String> told, BooleanSupplier stopRequested) {

    /** Does not wait. */
    public static Patience none(Clock clock) {
        return new Patience(Duration.ZERO, clock, line -> {}, () -> false);
    }
}
