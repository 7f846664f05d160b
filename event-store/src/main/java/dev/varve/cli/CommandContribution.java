package dev.varve.cli;

import java.util.List;

/** What a module adds to the command line. Found by {@link java.util.ServiceLoader}. */
public interface CommandContribution {

    /**
     * The commands, each a {@link java.util.concurrent.Callable} of {@link ExitCode} that carries picocli's {@code @Command}.
     *
     * @param surroundings clock, environment and streams, given by the main
     */
    List<Object> commands(Surroundings surroundings);
}
