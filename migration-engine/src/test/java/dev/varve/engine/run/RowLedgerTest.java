package dev.varve.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.observation.TableChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowLedgerTest {

    private final RowLedger ledger = new RowLedger(
            backup(new TableContent("chat", 10, "c1"), new TableContent("alembic_version", 1, "v1")),
            Set.of("alembic_version"));

    @Test
    void tellsALossWithTheStepAfterWhichItWasSeenFirst() {
        ledger.afterStep("a1", Map.of("chat", 10L));
        ledger.afterStep("b2", Map.of("chat", 4L));
        ledger.afterStep("c3", Map.of("chat", 3L));

        assertThat(ledger.compare(List.of(new TableContent("chat", 3, "c9"))))
                .containsExactly(new TableChange("chat", 10L, 3L, "c1", "c9", "b2"));
    }

    @Test
    void callsATableThatIsGoneALoss() {
        ledger.afterStep("a1", Map.of());

        assertThat(ledger.compare(List.of())).containsExactly(new TableChange("chat", 10L, null, "c1", null, "a1"));
    }

    @Test
    void forgetsADipThatWasMadeGoodInALaterStep() {
        ledger.afterStep("a1", Map.of("chat", 0L));
        ledger.afterStep("b2", Map.of("chat", 10L));

        assertThat(ledger.compare(List.of(new TableContent("chat", 10, "c2")))).noneMatch(TableChange::isLoss);
    }

    @Test
    void neverCountsTheToolsOwnTable() {
        assertThat(ledger.compare(List.of(new TableContent("chat", 10, "c1"))))
                .extracting(TableChange::name)
                .containsExactly("chat");
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
