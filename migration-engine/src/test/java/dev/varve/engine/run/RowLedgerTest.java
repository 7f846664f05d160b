package dev.varve.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.TableChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RowLedgerTest {

    private final RowLedger ledger = new RowLedger(
            backup(new TableContent("chat", 10, "c1"), new TableContent("alembic_version", 1, "v1")),
            Set.of("alembic_version"));

    @Test
    void tellsALossWithTheStepAfterWhichItWasSeenFirst() {
        step("a1", Map.of("chat", 10L));
        step("b2", Map.of("chat", 4L));
        step("c3", Map.of("chat", 3L));

        assertThat(ledger.compare(List.of(new TableContent("chat", 3, "c9"))))
                .containsExactly(new TableChange("chat", 10L, 3L, "c1", "c9", "b2"));
    }

    @Test
    void callsATableThatIsGoneALoss() {
        step("a1", Map.of());

        assertThat(ledger.compare(List.of())).containsExactly(new TableChange("chat", 10L, null, "c1", null, "a1"));
    }

    @Test
    void forgetsADipThatWasMadeGoodInALaterStep() {
        step("a1", Map.of("chat", 0L));
        step("b2", Map.of("chat", 10L));

        assertThat(ledger.compare(List.of(new TableContent("chat", 10, "c2")))).noneMatch(TableChange::isLoss);
    }

    @Test
    void neverCountsTheToolsOwnTable() {
        assertThat(ledger.compare(List.of(new TableContent("chat", 10, "c1"))))
                .extracting(TableChange::name)
                .containsExactly("chat");
    }

    @Test
    void countsStepsOfOneTransactionOnceAndNamesNoneOfThemForALoss() {
        begin("a1");
        begin("b2");
        end("a1", () -> {
            throw new AssertionError("expected no count before all steps of the transaction have ended");
        });
        end("b2", () -> Map.of("chat", 3L));
        step("c3", Map.of("chat", 2L));

        assertThat(ledger.compare(List.of(new TableContent("chat", 2, "c9"))))
                .containsExactly(new TableChange("chat", 10L, 2L, "c1", "c9", null));
    }

    @Test
    void countsAgainAfterAStepThatTookThoseBeforeItBack() {
        begin("a1");
        begin("b2");
        ledger.hear(new Observation.StepFailed(2, "b2", 0, null, null), () -> Map.of());
        step("a1", Map.of("chat", 4L));

        assertThat(ledger.compare(List.of(new TableContent("chat", 4, "c9"))))
                .containsExactly(new TableChange("chat", 10L, 4L, "c1", "c9", "a1"));
    }

    private void step(String revision, Map<String, Long> counts) {
        begin(revision);
        end(revision, () -> counts);
    }

    private void begin(String revision) {
        ledger.hear(new Observation.StepStarting(1, 3, revision, "", List.of(), null), () -> {
            throw new AssertionError("expected no count at a step's beginning");
        });
    }

    private void end(String revision, Supplier<Map<String, Long>> counts) {
        ledger.hear(new Observation.StepSucceeded(1, revision, 0, 0, 0, null), counts);
    }

    private static Backup backup(TableContent... tables) {
        return new Backup(
                "b",
                "shop",
                "s",
                DatabaseKind.SQLITE,
                "p",
                1,
                "h",
                "f",
                List.of(tables),
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }
}
