package dev.varve.query.web.meters;

import dev.varve.query.projection.ViewHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the views go on, and have caught up once: what is recorded from then on comes within a moment. */
@Component("viewsHealthIndicator")
final class ViewsHealth implements HealthIndicator {

    /** So many at once are still shown within a moment. */
    private static final long A_MOMENT = 1_000;

    private final ViewHealth.Source source;

    ViewsHealth(ViewHealth.Source source) {
        this.source = source;
    }

    @Override
    public Health health() {
        var now = source.now();
        if (!now.isUp()) {
            return Health.down().withDetail("found", now.failure()).build();
        }
        var health = now.head() - now.position() > A_MOMENT ? Health.outOfService() : Health.up();
        return health.withDetail("position", now.position())
                .withDetail("head", now.head())
                .build();
    }
}
