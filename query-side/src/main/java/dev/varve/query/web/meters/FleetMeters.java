package dev.varve.query.web.meters;

import dev.varve.query.projection.ViewHealth;
import dev.varve.query.projection.Views;
import dev.varve.query.runs.Runs;
import dev.varve.query.web.fleet.Fleet;
import dev.varve.query.web.fleet.FleetLine;
import dev.varve.query.web.hooks.Couriers;
import dev.varve.query.web.live.LiveStreams;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet in numbers, counted anew every few seconds, however often somebody asks. */
public final class FleetMeters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FleetMeters.class);
    private static final int EVERY_SECONDS = 5;

    private final Fleet fleet;
    private final Runs runs;
    private final Clock clock;
    private final StepDurations steps;
    private final MultiGauge byHealth;
    private final MultiGauge byState;
    private final MultiGauge byOutcome;
    private final MultiGauge backupAge;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("meters").factory());

    public FleetMeters(
            MeterRegistry registry,
            Fleet fleet,
            Views views,
            ViewHealth.Source health,
            LiveStreams streams,
            Couriers couriers,
            StepDurations steps,
            Clock clock) {
        this.fleet = fleet;
        this.runs = new Runs(views);
        this.clock = clock;
        this.steps = steps;
        byHealth = gauge(registry, "varve.targets", "Databases under watch, by health");
        byState = gauge(registry, "varve.targets.version", "Databases under watch, by the state of their version");
        byOutcome = gauge(registry, "varve.runs", "Runs that are recorded, by outcome");
        backupAge = gauge(registry, "varve.backup.age.seconds", "Since the last proven backup of a database");
        FunctionCounter.builder("varve.events", health, source -> source.now().head())
                .description("Events in the log")
                .register(registry);
        Gauge.builder("varve.projection.lag.events", health, FleetMeters::lag)
                .description("Events that the views have not taken in")
                .register(registry);
        Gauge.builder("varve.live.listeners", streams, LiveStreams::listeners)
                .description("Pages and programs that listen")
                .register(registry);
        couriers.failures()
                .keySet()
                .forEach(name -> Gauge.builder(
                                "varve.webhook.failures",
                                couriers,
                                each -> each.failures().get(name))
                        .description("Attempts in a row that an address did not take")
                        .tag("webhook", name)
                        .register(registry));
    }

    /** Begins to count. */
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::count, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private static double lag(ViewHealth.Source source) {
        var now = source.now();
        return (double) now.head() - now.position();
    }

    private void count() {
        try {
            var lines = fleet.all();
            byHealth.register(rows("health", Fleet.byHealth(lines)), true);
            byState.register(rows("state", Fleet.counted(lines, FleetLine::version)), true);
            byOutcome.register(rows("outcome", runs.byOutcome()), true);
            backupAge.register(ages(lines), true);
            steps.takeIn();
        } catch (RuntimeException e) { // the health tells why; the numbers stay as they were
            LOG.debug("cannot count", e);
        }
    }

    private static List<Row<?>> rows(String tag, Map<String, Long> counted) {
        return counted.entrySet().stream()
                .<Row<?>>map(entry -> Row.of(Tags.of(tag, entry.getKey()), entry.getValue()))
                .toList();
    }

    private List<Row<?>> ages(List<FleetLine> lines) {
        var now = clock.instant();
        return lines.stream()
                .filter(line -> line.provenAt() != null)
                .<Row<?>>map(line -> Row.of(
                        Tags.of("target", line.target()),
                        Duration.between(line.provenAt(), now).toSeconds()))
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
