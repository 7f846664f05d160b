package dev.varve.query.app;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreFailures;
import dev.varve.cli.StoreLocation;
import dev.varve.store.SqliteLibrary;
import dev.varve.store.StoreAddress;
import dev.varve.store.StoreFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The read-only dashboard: shows what the events tell until it is stopped. It cannot write an event, nor start anything. */
@Command(name = "varve-dashboard", description = "Shows what the events tell, and cannot do anything else.")
public final class QueryApplication {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private ListenOptions listen;

    public static void main(String[] arguments) {
        SqliteLibrary.keepInCache(System.getenv());
        var application = new QueryApplication();
        new CommandLine(application).parseArgs(arguments);
        try {
            application.start();
        } catch (CommandFailure failure) {
            System.err.println("varve-dashboard: " + Printable.text(failure.getMessage()));
            System.err.println("  do: " + Printable.text(failure.remedy()));
            System.exit(failure.exitCode().code());
        }
    }

    private void start() {
        var home = Home.of(options, System.getenv());
        var store = StoreLocation.of(options, System.getenv(), home);
        requireReadable(store);
        var version = QueryApplication.class.getPackage().getImplementationVersion();
        var server = Server.start(listen.place(home, store, version == null ? "unpackaged" : version, null));
        server.greeting().forEach(System.err::println);
    }

    private static void requireReadable(StoreAddress address) {
        try (var store = address.openReadOnly()) {
            store.log().head();
        } catch (StoreFailure e) {
            throw StoreFailures.of(e);
        }
    }
}
