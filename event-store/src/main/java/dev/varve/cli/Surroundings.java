package dev.varve.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/**
 * What a command sees of the world: passed in, so that tests decide it.
 *
 * @param clock the time
 * @param environment the process's environment
 * @param out for results
 * @param err for progress and warnings
 * @param terminal whether {@code err} is a terminal
 * @param version Varve's own
 */
public record Surroundings(
        Clock clock,
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        String version) {

    public Surroundings {
        Objects.requireNonNull(clock, "clock");
        environment = Map.copyOf(environment);
    }
}
