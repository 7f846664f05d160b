package dev.varve.query.web.meters;

import dev.varve.cli.Printable;
import dev.varve.store.DurableEventStore;
import dev.varve.store.StoreFailure;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the store can be read. */
@Component("storeHealthIndicator")
final class StoreHealth implements HealthIndicator {

    private final DurableEventStore store;

    StoreHealth(DurableEventStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            return Health.up().withDetail("events", store.log().head().size()).build();
        } catch (StoreFailure e) {
            return Health.down()
                    .withDetail("found", Printable.text(e.getMessage()))
                    .build();
        }
    }
}
