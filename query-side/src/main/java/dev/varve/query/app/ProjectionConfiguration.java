package dev.varve.query.app;

import dev.varve.query.EveryProjection;
import dev.varve.query.projection.CatchUp;
import dev.varve.query.projection.Views;
import dev.varve.store.DurableEventStore;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every bean by hand, so that none is replaced by a fallback in memory. The store is opened for reading only. */
@Configuration(proxyBeanMethods = false)
class ProjectionConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DurableEventStore eventStore(ServerPlace place) {
        return place.store().openReadOnly();
    }

    @Bean
    Views views(ServerPlace place, DurableEventStore store) {
        var views = ViewsOfANode.open(place.home(), place.store());
        new CatchUp(store.log()::read, views, EveryProjection.inOrder()).startAnewIfOfAnotherLog();
        return views;
    }

    @Bean(initMethod = "start")
    ViewProcessor viewProcessor(DurableEventStore store, Views views, Clock clock) {
        var node = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        return new ViewProcessor(store.log()::read, views, EveryProjection.inOrder(), node, clock);
    }

    @Bean(initMethod = "start")
    HealthLine healthLine(DurableEventStore store, Views views, ViewProcessor processor) {
        return new HealthLine(store.log(), views, processor);
    }
}
