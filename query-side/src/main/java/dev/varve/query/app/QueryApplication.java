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
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The read-only dashboard: keeps the views at the log's head until it is stopped. It cannot write an event. */
@Command(name = "varve-dashboard", description = "Keeps the views at the head of the event log.")
public final class QueryApplication {

    @Mixin
    private GlobalOptions options;

    public static void main(String[] arguments) {
        SqliteLibrary.keepInCache(System.getenv());
        var application = new QueryApplication();
        new CommandLine(application).parseArgs(arguments);
        var home = Home.of(application.options, System.getenv());
        StoreAddress address = null;
        try {
            address = StoreLocation.of(application.options, System.getenv(), home);
            requireReadable(address);
        } catch (CommandFailure failure) {
            System.err.println("varve-dashboard: " + Printable.text(failure.getMessage()));
            System.err.println("  do: " + Printable.text(failure.remedy()));
            System.exit(failure.exitCode().code());
        }
        start(home, address);
    }

    private static void requireReadable(StoreAddress address) {
        try (var store = address.openReadOnly()) {
            store.log().head();
        } catch (StoreFailure e) {
            throw StoreFailures.of(e);
        }
    }

    /** Starts it; closing the context stops it. */
    static ConfigurableApplicationContext start(Home home, StoreAddress address) {
        var application = new SpringApplication(ProjectionConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setKeepAlive(true);
        application.setDefaultProperties(Map.of("spring.application.name", "varve-dashboard"));
        application.addInitializers(context -> {
            ((GenericApplicationContext) context).registerBean(Home.class, () -> home);
            ((GenericApplicationContext) context).registerBean(StoreAddress.class, () -> address);
        });
        return application.run();
    }
}
