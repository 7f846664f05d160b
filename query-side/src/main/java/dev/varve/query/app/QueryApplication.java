package dev.varve.query.app;

import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
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
        var application = new QueryApplication();
        new CommandLine(application).parseArgs(arguments);
        try {
            start(Home.of(application.options, System.getenv()));
        } catch (RuntimeException e) {
            System.err.println("varve-dashboard: " + told(e));
            System.exit(1);
        }
    }

    /** Starts it; closing the context stops it. */
    static ConfigurableApplicationContext start(Home home) {
        var application = new SpringApplication(ProjectionConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setKeepAlive(true);
        application.setDefaultProperties(Map.of("spring.application.name", "varve-dashboard"));
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(Home.class, () -> home));
        return application.run();
    }

    /** The store's own words where it is the store that stops it: they say what to do. */
    private static String told(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreFailure) {
                return cause.getMessage();
            }
        }
        return failure.getMessage();
    }
}
