package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.Entrance;
import dev.varve.command.run.Patience;
import dev.varve.engine.presence.Asked;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What the operator says of the application that uses the database, and how long to wait for it and for another run. */
final class PresenceOptions {

    @Option(
            names = "--app-pid",
            paramLabel = "PID",
            description = "A process of the application: while it lives, the run is refused.")
    private List<Long> pids = new ArrayList<>();

    @Option(
            names = "--app-url",
            paramLabel = "URL",
            description = "An address of the application: while anything answers there, the run is refused.")
    private List<String> urls = new ArrayList<>();

    @Option(
            names = "--ignore-container",
            paramLabel = "NAME",
            description = "A running container that mounts the database's folder and never opens the database.")
    private List<String> ignoredContainers = new ArrayList<>();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for another run to end and for the application to stop.",
            defaultValue = "0")
    private long waitSeconds;

    /** @param stopRequested whether the operator has enough of waiting */
    Entrance entrance(Surroundings surroundings, GlobalOptions options, BooleanSupplier stopRequested) {
        if (waitSeconds < 0) {
            throw usage("--wait 0 or more seconds", String.valueOf(waitSeconds));
        }
        var asked = new Asked(
                pids.stream().map(ProcessHandle::of).flatMap(Optional::stream).toList(),
                urls.stream().map(PresenceOptions::address).toList(),
                new HashSet<>(ignoredContainers),
                Asked.dockerSocket(surroundings.environment()));
        Consumer<String> told =
                options.quiet() ? line -> {} : line -> surroundings.err().println(Printable.text(line));
        return new Entrance(
                asked, new Patience(Duration.ofSeconds(waitSeconds), surroundings.clock(), told, stopRequested));
    }

    private static URI address(String text) {
        try {
            var url = URI.create(text);
            var scheme = String.valueOf(url.getScheme());
            if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return url;
            }
        } catch (IllegalArgumentException unreadable) {
            // Told below, like an address of another kind.
        }
        throw usage("--app-url with an address that begins with http:// or https://", text);
    }

    private static CommandFailure usage(String expected, String found) {
        return new CommandFailure(ExitCode.USAGE, "USAGE", expected, found, "correct that option");
    }
}
