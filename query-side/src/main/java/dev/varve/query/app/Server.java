package dev.varve.query.app;

import dev.varve.cli.CommandFailure;
import dev.varve.query.web.WebConfiguration;
import dev.varve.query.web.WebSurroundings;
import dev.varve.query.web.access.FirstLogin;
import dev.varve.server.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The dashboard, the API and the live stream. What an operator sets stands in {@code HOME/server.yaml} and in the environment, by the names of Spring
 * Boot.
 */
public final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it; {@link #close} stops it.
     *
     * @throws CommandFailure if it may not listen there
     */
    public static Server start(ServerPlace place) {
        return new Server(context(place));
    }

    /** Likewise, as Spring knows it. */
    static ConfigurableApplicationContext context(ServerPlace place) {
        var application = new SpringApplication(ProjectionConfiguration.class, WebConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setKeepAlive(true);
        application.setDefaultProperties(ServerDefaults.of(place));
        application.addListeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>)
                prepared -> PlainHttp.require(place, prepared.getEnvironment()));
        application.addInitializers(context -> {
            var beans = (GenericApplicationContext) context;
            beans.registerBean(ServerPlace.class, () -> place);
            beans.registerBean(
                    WebSurroundings.class,
                    () -> new WebSurroundings(place.home(), place.version(), place.commandSide()));
            if (place.commandSide() != null) {
                beans.registerBean(Operations.class, place.commandSide()::operations);
            }
        });
        ServerFile.in(place.home()).requireReadable();
        try {
            return application.run();
        } catch (RuntimeException failure) {
            throw StartRefused.of(failure, place);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** What an operator has to know to go on: where it is, and how to log in where nobody can yet. */
    public List<String> greeting() {
        var place = context.getBean(ServerPlace.class);
        var scheme = PlainHttp.isSecure(context.getEnvironment()) ? "https" : "http";
        var root = scheme + "://" + place.address() + ":" + port() + "/";
        var lines = new ArrayList<String>();
        lines.add("Varve serves " + place.store().inWords() + " at " + root
                + (place.commandSide() == null ? ", for reading only" : ""));
        context.getBean(FirstLogin.class).token().ifPresent(token -> {
            lines.add("Nobody can administer this server yet. Log in once with this token:");
            lines.add("  " + root + "login?once=" + token);
        });
        lines.add("Stop it with Ctrl-C; runs that it started go on.");
        return lines;
    }

    /** Waits until it is stopped. */
    public void await() throws InterruptedException {
        var stopped = new java.util.concurrent.CountDownLatch(1);
        context.addApplicationListener(event -> {
            if (event instanceof org.springframework.context.event.ContextClosedEvent) {
                stopped.countDown();
            }
        });
        stopped.await();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What holds unless somebody set something else. */
    private static final class ServerDefaults {

        static Map<String, Object> of(ServerPlace place) {
            return Map.ofEntries(
                    Map.entry("spring.application.name", "varve"),
                    Map.entry(
                            "spring.config.additional-location",
                            "optional:file:" + ServerFile.in(place.home()).path()),
                    Map.entry("server.address", place.address()),
                    Map.entry("server.port", place.port()),
                    Map.entry("server.shutdown", "immediate"),
                    Map.entry("server.tomcat.threads.max", 32),
                    Map.entry("server.tomcat.use-relative-redirects", true),
                    Map.entry("server.servlet.session.cookie.name", "varve-session"),
                    Map.entry("server.servlet.session.cookie.http-only", true),
                    Map.entry("server.servlet.session.cookie.same-site", "lax"),
                    Map.entry("server.servlet.session.timeout", "12h"),
                    Map.entry("server.servlet.session.tracking-modes", "cookie"),
                    Map.entry("server.compression.enabled", true),
                    Map.entry("spring.web.resources.add-mappings", false),
                    Map.entry("management.endpoints.web.discovery.enabled", false),
                    Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
                    Map.entry("management.endpoint.health.probes.enabled", true),
                    Map.entry("management.endpoint.health.group.readiness.include", "readinessState,store,views"),
                    Map.entry("management.endpoint.health.show-components", "always"),
                    Map.entry("management.endpoint.health.show-details", "never"),
                    Map.entry("management.metrics.distribution.slo.http.server.requests", "50ms,250ms,1s"),
                    Map.entry("springdoc.api-docs.path", "/api/v1/openapi.json"),
                    Map.entry("springdoc.paths-to-match", "/api/v1/**"),
                    Map.entry("springdoc.writer-with-order-by-keys", true),
                    Map.entry("logging.level.root", "warn"),
                    // whoever starts it tells why it did not start
                    Map.entry("logging.level.org.springframework.boot.SpringApplication", "off"),
                    Map.entry("logging.level.org.springframework.boot.diagnostics", "off"),
                    Map.entry("logging.level.org.springframework.boot.web.server.servlet.context", "error"),
                    Map.entry("logging.level.org.springdoc", "error"),
                    Map.entry("logging.level.dev.varve", "info"));
        }
    }
}
