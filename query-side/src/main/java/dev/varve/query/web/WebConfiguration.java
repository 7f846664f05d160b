package dev.varve.query.web;

import dev.varve.query.projection.ViewHealth;
import dev.varve.query.projection.Views;
import dev.varve.query.schema.RevisionGraphs;
import dev.varve.query.schema.SchemaHistory;
import dev.varve.query.web.access.AccessLog;
import dev.varve.query.web.access.Credentials;
import dev.varve.query.web.access.Limits;
import dev.varve.query.web.fleet.Fleet;
import dev.varve.query.web.hooks.Couriers;
import dev.varve.query.web.hooks.Webhook;
import dev.varve.query.web.integrity.LogProofs;
import dev.varve.query.web.live.LiveStreams;
import dev.varve.query.web.live.ViewsTail;
import dev.varve.query.web.meters.FleetMeters;
import dev.varve.query.web.meters.StepDurations;
import dev.varve.query.web.orders.DeadRunWatch;
import dev.varve.query.web.orders.OrderDesk;
import dev.varve.query.web.pages.Frames;
import dev.varve.query.web.past.PastViews;
import dev.varve.query.web.reports.EvidenceDesk;
import dev.varve.server.Operations;
import dev.varve.store.DurableEventStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** The edge, wired by hand; Spring Boot brings the server, its security and its metrics. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan
public class WebConfiguration {

    private static final int LISTENERS = 500;

    @Bean(initMethod = "start")
    ViewsTail viewsTail(Views views) {
        return new ViewsTail(views);
    }

    @Bean
    LiveStreams liveStreams(ViewsTail tail, Credentials credentials, Environment environment) {
        int most = Binder.get(environment)
                .bind("varve.live.listeners", Integer.class)
                .orElse(LISTENERS);
        return new LiveStreams(tail, most, credentials);
    }

    @Bean
    Fleet fleet(Views views, ViewsTail tail) {
        return new Fleet(views, tail);
    }

    @Bean
    Frames frames(Clock clock, Optional<Operations> operations, ViewHealth.Source health) {
        return new Frames(clock, operations, health);
    }

    @Bean
    LogProofs logProofs(DurableEventStore store, Clock clock) {
        return new LogProofs(store.proof(), clock);
    }

    @Bean
    EvidenceDesk evidenceDesk(
            DurableEventStore store, WebSurroundings surroundings, Clock clock, AccessLog log, Limits exportLimits) {
        return new EvidenceDesk(store, surroundings, clock, log, exportLimits);
    }

    /** After the door: who may not ask learns nothing by a tag either. */
    @Bean
    FilterRegistrationBean<ViewsEtag> viewsEtag(ViewsTail tail, WebSurroundings surroundings) {
        var filter = new FilterRegistrationBean<>(new ViewsEtag(tail, surroundings.version()));
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }

    /** Where there is no command side, one elsewhere tells the addresses. */
    @Bean(initMethod = "start")
    Couriers couriers(Views views, ViewsTail tail, WebSurroundings surroundings, Clock clock, Environment environment) {
        var hooks = surroundings.commandSide().isEmpty()
                ? List.<Webhook>of()
                : Binder.get(environment)
                        .bind("varve.webhooks", Bindable.listOf(Webhook.class))
                        .orElse(List.of());
        return new Couriers(hooks, views, tail, surroundings, clock);
    }

    @Bean
    StepDurations stepDurations(MeterRegistry registry, Views views, ViewsTail tail) {
        return new StepDurations(registry, views, tail);
    }

    @Bean(initMethod = "start")
    FleetMeters fleetMeters(
            MeterRegistry registry,
            Fleet fleet,
            Views views,
            ViewHealth.Source health,
            LiveStreams streams,
            Couriers couriers,
            StepDurations steps,
            Clock clock) {
        return new FleetMeters(registry, fleet, views, health, streams, couriers, steps, clock);
    }

    @Bean(initMethod = "start")
    PastViews pastViews(DurableEventStore store, Views views) {
        return new PastViews(store.log(), views);
    }

    @Bean
    SchemaHistory schemaHistory(DurableEventStore store) {
        return new SchemaHistory(store.log());
    }

    @Bean
    RevisionGraphs revisionGraphs(DurableEventStore store) {
        return new RevisionGraphs(store.log());
    }

    @Bean
    OrderDesk orderDesk(Optional<Operations> operations) {
        return new OrderDesk(operations);
    }

    @Bean(initMethod = "start")
    DeadRunWatch deadRunWatch(Optional<Operations> operations) {
        return new DeadRunWatch(operations);
    }
}
