package dev.varve.command.simulate;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is to be invented. Equal plans give equal events, their ids included.
 *
 * @param targets how many databases
 * @param runs how many runs each of them
 * @param seed what chance begins with
 * @param until when the histories end, to the second
 * @param days how long before that the first database comes under watch
 * @param hostileNames whether some names and texts are such as break careless pages: markup, right-to-left, very long
 * @param version Varve's own, as recorded with every event, where it is marked as invented
 */
public record SimulationPlan(
        int targets, int runs, long seed, Instant until, int days, boolean hostileNames, String version) {

    public static final int MOST_TARGETS = 20_000;
    public static final int MOST_RUNS = 10_000;
    public static final int MOST_DAYS = 3_650;

    /**
     * A plan that can be carried out.
     *
     * @throws CommandFailure if a number is less than 1 or more than the most
     */
    public SimulationPlan {
        requireFromOneTo(MOST_TARGETS, targets, "--targets");
        requireFromOneTo(MOST_RUNS, runs, "--runs");
        requireFromOneTo(MOST_DAYS, days, "--days");
        until = until.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void requireFromOneTo(int most, int found, String option) {
        if (found < 1 || found > most) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "OUT_OF_RANGE",
                    "for " + option + " a number from 1 to " + most,
                    Integer.toString(found),
                    "give one of these");
        }
    }

    Instant from() {
        return until.minus(Duration.ofDays(days));
    }
}
