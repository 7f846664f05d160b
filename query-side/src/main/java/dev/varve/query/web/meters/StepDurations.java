package dev.varve.query.web.meters;

import dev.varve.cli.Json;
import dev.varve.query.projection.Views;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.web.live.ViewsTail;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** How long the steps took that ended since the server started. For one thread. */
public final class StepDurations {

    private static final Set<String> ENDS = Set.of("StepSucceeded", "StepFailed");
    private static final int PAGE = 500;

    private final MeterRegistry registry;
    private final Timeline timeline;
    private final ViewsTail tail;
    private long at = -1;

    public StepDurations(MeterRegistry registry, Views views, ViewsTail tail) {
        this.registry = registry;
        this.timeline = new Timeline(views);
        this.tail = tail;
    }

    /** Takes in the steps that ended since the last time. */
    void takeIn() {
        long head = tail.position();
        if (at < 0 || head < at) {
            at = head;
        }
        while (at < head) {
            var ended = timeline.following(at, ENDS, PAGE);
            ended.forEach(this::record);
            at = ended.size() < PAGE ? head : ended.getLast().sequence();
        }
    }

    private void record(TimelineEntry entry) {
        if (Json.parse(entry.data()) instanceof Map<?, ?> data && data.get("durationMillis") instanceof Number millis) {
            Timer.builder("varve.step")
                    .description("Steps that ended since the server started")
                    .tag("outcome", entry.type().equals("StepSucceeded") ? "succeeded" : "failed")
                    .serviceLevelObjectives(
                            Duration.ofMillis(100),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(10),
                            Duration.ofMinutes(1))
                    .register(registry)
                    .record(Duration.ofMillis(millis.longValue()));
        }
    }
}
