package dev.varve.query.app;

import dev.varve.cli.Printable;
import dev.varve.query.projection.ViewHealth;
import dev.varve.query.projection.Views;
import dev.varve.store.EventLog;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how the views are, whenever that changes. */
final class HealthLine implements ViewHealth.Source, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthLine.class);

    private final EventLog log;
    private final Views views;
    private final ViewProcessor processor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("health").factory());
    private String told = "";

    HealthLine(EventLog log, Views views, ViewProcessor processor) {
        this.log = log;
        this.views = views;
        this.processor = processor;
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public ViewHealth now() {
        try {
            var failure = processor.failure();
            return new ViewHealth(
                    views.position().sequence(),
                    log.head().size(),
                    failure == null ? null : Printable.text(failure.getMessage()));
        } catch (RuntimeException e) { // told as what it is: the dashboard stays up to say so
            return new ViewHealth(0, 0, Printable.text(e.getMessage()));
        }
    }

    private void tell() {
        var health = now();
        if (!health.line().equals(told)) {
            told = health.line();
            if (health.isUp()) {
                LOG.info(told);
            } else {
                LOG.error(told);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
