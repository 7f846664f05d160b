package dev.varve.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.query.Dump;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.status.StatusView;
import dev.varve.query.status.Statuses;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsOfTest {

    @TempDir
    private Path home;

    @Test
    void tellsAtEachMomentWhatWasBelievedThen() {
        try (var recorder = Recorder.in(home);
                var live = Views.open(home.resolve("views.db"))) {
            Map<Instant, StatusView> believed = new LinkedHashMap<>();
            Map<Instant, List<String>> dumped = new LinkedHashMap<>();
            for (var event : new Story("shop").failedUpgradeAndRestore()) {
                recorder.record(event);
                new CatchUp(recorder.feed(), live, EveryProjection.inOrder()).toHead();
                believed.put(recorder.now(), new Statuses(live).of("shop").orElseThrow());
                dumped.put(recorder.now(), Dump.of(live));
            }
            assertThat(believed.values()).doesNotHaveDuplicates().hasSizeGreaterThan(20);

            believed.forEach((moment, status) -> {
                try (var then = AsOf.replay(recorder.feed(), moment, EveryProjection.inOrder())) {
                    assertThat(new Statuses(then).of("shop")).hasValue(status);
                    assertThat(Dump.of(then)).isEqualTo(dumped.get(moment));
                }
            });
        }
    }

    @Test
    void knowsNothingBeforeTheFirstEvent() {
        try (var recorder = Recorder.in(home)) {
            recorder.record(new Story("shop").registered());
            try (var then = AsOf.replay(recorder.feed(), Recorder.NOON, EveryProjection.inOrder())) {
                assertThat(new Statuses(then).names()).isEmpty();
            }
        }
    }
}
