package dev.varve.query.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreFailures;
import dev.varve.cli.StoreLocation;
import dev.varve.cli.Surroundings;
import dev.varve.query.app.ListenOptions;
import dev.varve.query.app.Server;
import dev.varve.server.CommandSide;
import dev.varve.store.StoreAddress;
import dev.varve.store.StoreFailure;
import java.time.Clock;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The dashboard, the API and the live stream, with the command side that this product has. */
@Command(
        name = "serve",
        description = "Serves the dashboard, the REST API and the live event stream until it is stopped.",
        footer = {
            "",
            "Example: varve serve",
            "         varve serve --port 9090",
            "Listens on this machine alone unless told otherwise. The first start prints a token to log in with, once.",
            "HOME/server.yaml sets TLS, OIDC and webhooks; docs/server.md tells how.",
            "Refuses a port that is taken, a store that cannot be read, and plain HTTP beyond this machine (exit 2)."
        })
final class ServeCommand implements Callable<ExitCode> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private ListenOptions listen;

    @Option(
            names = "--require-approval",
            description = "Upgrade only what one proposed and another approved; the command line is not bound by it.")
    private boolean requireApproval;

    private final Surroundings surroundings;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() throws InterruptedException {
        var home = Home.of(options, surroundings.environment());
        var store = StoreLocation.of(options, surroundings.environment(), home);
        prepare(store, surroundings.clock());
        try (var commandSide = commandSide(home, store);
                var server = Server.start(listen.place(home, store, surroundings.version(), commandSide))) {
            server.greeting().forEach(line -> surroundings.err().println(Printable.text(line)));
            server.await();
        }
        return ExitCode.DONE;
    }

    /** A store that nothing was recorded in yet is made, as the first command that records would. */
    private static void prepare(StoreAddress store, Clock clock) {
        try (var opened = store.open(clock)) {
            opened.log().head();
        } catch (StoreFailure e) {
            throw StoreFailures.of(e);
        }
    }

    private CommandSide commandSide(Home home, StoreAddress store) {
        return ServiceLoader.load(CommandSide.Provider.class)
                .findFirst()
                .map(provider -> provider.open(surroundings, home, store, requireApproval))
                .orElse(null);
    }
}
