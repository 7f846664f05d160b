package dev.varve.query.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {

    private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"UP_TO_DATE", "PENDING", "EMPTY"})
    void isHealthyWhereTheSchemaIsWhatItsRevisionMakes(String state) {
        assertThat(Health.of(status(state, false, Map.of()))).isEqualTo(Health.HEALTHY);
        assertThat(Health.of(status(state, false, Map.of("WARNING", 1L)))).isEqualTo(Health.WARNINGS);
        assertThat(Health.of(status(state, false, Map.of("WARNING", 1L, "ERROR", 1L))))
                .isEqualTo(Health.ERRORS);
        assertThat(Health.of(status(state, true, Map.of()))).isEqualTo(Health.NEEDS_RECOVERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARTIAL", "DIVERGED", "CORRUPT", "UNKNOWN_REVISION", "UNMANAGED", "OF_A_LATER_RELEASE"})
    void needsRecoveryInAnyOtherState(String state) {
        assertThat(Health.of(status(state, false, Map.of()))).isEqualTo(Health.NEEDS_RECOVERY);
    }

    @Test
    void isNotHealthyWhereNobodyCouldLook() {
        assertThat(Health.of(status(null, false, Map.of()))).isEqualTo(Health.NEVER_LOOKED_AT);
        assertThat(Health.of(status("UNREACHABLE", false, Map.of("ERROR", 1L)))).isEqualTo(Health.UNREACHABLE);
        assertThat(Health.of(status("UNREACHABLE", true, Map.of())))
                .as("what a run left is not mended by being out of reach")
                .isEqualTo(Health.NEEDS_RECOVERY);
    }

    @Test
    void asksForSomebodyAfterARunThatFailedAndChangedNothing() {
        var failed = new LastRun("R1", "upgrade", "FAILED_UNCHANGED", AT, AT, "step b2 failed", null);
        var status = status("PENDING", false, Map.of(), null, failed);

        assertThat(Health.of(status)).isEqualTo(Health.LAST_RUN_FAILED);
        assertThat(Health.of(status).needsSomebody()).isTrue();
        assertThat(Health.HEALTHY.needsSomebody()).isFalse();
    }

    @Test
    void isToldApartFromTheRunThatHasIt() {
        var busy = status("PENDING", true, Map.of(), OpenRun.begun("R1", "recover", AT, null), null);

        assertThat(Health.of(busy)).isEqualTo(Health.RUNNING);
        assertThat(Health.apartFromRuns(busy)).isEqualTo(Health.NEEDS_RECOVERY);
    }

    private static StatusView status(String state, boolean needsRecovery, Map<String, Long> findings) {
        return status(state, needsRecovery, findings, null, null);
    }

    private static StatusView status(
            String state, boolean needsRecovery, Map<String, Long> findings, OpenRun run, LastRun last) {
        return new StatusView(
                "shop",
                "alembic",
                "sqlite:///shop.db",
                false,
                state,
                needsRecovery,
                null,
                null,
                null,
                null,
                AT,
                run,
                last,
                null,
                findings,
                1,
                AT);
    }
}
