package dev.varve.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.plan.PreflightQuestion.AnnouncedLoss;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreflightTest {

    private static final Finding PENDING = finding(FindingCode.PENDING_MIGRATIONS, Severity.INFO);
    private static final Finding IN_USE = finding(FindingCode.DATABASE_IN_USE, Severity.WARNING);
    private static final Finding BROKEN = finding(FindingCode.INTEGRITY_FAILED, Severity.ERROR);

    private static final Finding DRIFT = finding(FindingCode.SCHEMA_DRIFT, Severity.ERROR);

    @Test
    void letsAPendingDatabasePassAndKeepsItsWarnings() {
        var verdict = Preflight.check(question(DatabaseState.PENDING, List.of(PENDING), Set.of()));

        assertThat(verdict.refuses()).isFalse();
        assertThat(verdict.warnings()).containsExactly(PENDING);
    }

    @Test
    void collectsEveryViolationBeforeItRefuses() {
        var verdict = Preflight.check(question(DatabaseState.CORRUPT, List.of(IN_USE, BROKEN, PENDING), Set.of()));

        assertThat(verdict.violations()).containsExactly(IN_USE, BROKEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseState.class,
            names = {"UNMANAGED", "PARTIAL", "DIVERGED", "UNKNOWN_REVISION", "CORRUPT", "UNREACHABLE"})
    void refusesEveryStateThatIsNoStartingPointEvenWithoutAFinding(DatabaseState state) {
        var verdict = Preflight.check(question(state, List.of(), Set.of()));

        assertThat(verdict.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.message()).endsWith("found it " + state);
            assertThat(violation.remedy()).isEqualTo("varve diagnose shop --deep");
        });
    }

    @Test
    void takesANewDatabasesEmptyFileForWhatItIs() {
        var empty = finding(FindingCode.EMPTY_DATABASE_FILE, Severity.ERROR);

        assertThat(Preflight.check(question(DatabaseState.EMPTY, List.of(empty), Set.of()))
                        .refuses())
                .isFalse();
        assertThat(Preflight.check(question(DatabaseState.PENDING, List.of(empty), Set.of()))
                        .refuses())
                .isTrue();
    }

    @Test
    void wantsASuspiciousRevisionsTableAcceptedByName() {
        var suspicious =
                finding(FindingCode.SUSPICIOUS_REVISION, Severity.WARNING).with("table", "chat");

        assertThat(Preflight.check(question(DatabaseState.PENDING, List.of(suspicious), Set.of("other")))
                        .violations())
                .containsExactly(suspicious);
        assertThat(Preflight.check(question(DatabaseState.PENDING, List.of(suspicious), Set.of("chat")))
                        .refuses())
                .isFalse();
    }

    @Test
    void namesEachAnnouncedLossThatWasNotAccepted() {
        var losses = List.of(new AnnouncedLoss("chat", "drops chat, 5 rows"), new AnnouncedLoss("tag", "drops tag"));
        var verdict = Preflight.check(new PreflightQuestion(
                "shop", DatabaseState.UP_TO_DATE, List.of(), List.of(), losses, Set.of("tag"), false));

        assertThat(verdict.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.message()).isEqualTo("drops chat, 5 rows");
            assertThat(violation.remedy()).endsWith("--accept-data-loss chat");
        });
    }

    @Test
    void letsDriftPassOnlyWhereItWasAcceptedAndTellsItAsAWarning() {
        assertThat(Preflight.check(question(DatabaseState.DIVERGED, List.of(DRIFT), Set.of()))
                        .violations())
                .containsExactly(DRIFT);

        var accepted = Preflight.check(acceptingDrift(DatabaseState.DIVERGED, DRIFT));
        assertThat(accepted.refuses()).isFalse();
        assertThat(accepted.warnings()).containsExactly(DRIFT);
    }

    @Test
    void acceptsNothingButDriftUnderThatWord() {
        var stamped = finding(FindingCode.STAMPED_NOT_APPLIED, Severity.ERROR);
        var partial = finding(FindingCode.PARTIAL_MIGRATION, Severity.ERROR);

        assertThat(Preflight.check(acceptingDrift(DatabaseState.DIVERGED, stamped))
                        .violations())
                .containsExactly(stamped);
        assertThat(Preflight.check(acceptingDrift(DatabaseState.PARTIAL, partial))
                        .violations())
                .containsExactly(partial);
        assertThat(Preflight.check(acceptingDrift(DatabaseState.EMPTY, DRIFT)).violations())
                .as("a database that lost all its tables")
                .containsExactly(DRIFT);
    }

    private static PreflightQuestion question(DatabaseState state, List<Finding> findings, Set<String> accepted) {
        return new PreflightQuestion("shop", state, findings, List.of(), List.of(), accepted, false);
    }

    private static PreflightQuestion acceptingDrift(DatabaseState state, Finding... findings) {
        return new PreflightQuestion("shop", state, List.of(findings), List.of(), List.of(), Set.of(), true);
    }

    private static Finding finding(FindingCode code, Severity severity) {
        return new Finding(code, severity, "found " + code, Map.of(), "mend it");
    }
}
