package dev.varve.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.recovery.Scene.AtWork;
import dev.varve.engine.recovery.Scene.BesideApplication;
import dev.varve.engine.recovery.Scene.BrokenRun;
import dev.varve.engine.recovery.Scene.Standby;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TriageTest {

    private static final BrokenRun AT_B2 = new BrokenRun("run-1", true, "b2", false, false, false);
    private static final BrokenRun BETWEEN = new BrokenRun("run-1", true, "c3", false, true, false);
    private static final TableChange SAME = table(2L, "same", 2L, "same");

    private Finding finding;
    private BrokenRun run;
    private Standby standby;
    private String users;
    private AtWork atWork;
    private String altered;
    private boolean asBackup;
    private List<TableChange> tables = List.of(SAME);
    private Scene.Means means = new Scene.Means(null, List.of(), true, true);
    private Supplier<Replay.Verdict> replay = TriageTest::notAsked;

    private Assessment assess(DatabaseState state) {
        var diagnosis = new Diagnosis(
                "alembic",
                new Diagnosis.DatabaseSeen("sqlite", "/srv/app.db", 4096, "3.54.1"),
                state,
                List.of("a1"),
                List.of("b2"),
                List.of(),
                List.of(),
                List.of(),
                "f",
                new Diagnosis.Integrity(true, "ok"),
                finding == null ? List.of() : List.of(finding));
        return Triage.assess(new Scene(
                "app", diagnosis, atWork, true, users, run, standby, altered, asBackup, tables, Set.of(), means,
                replay));
    }

    private static Replay.Verdict notAsked() {
        throw new AssertionError("expected no replay to be needed");
    }

    private static Standby backup(boolean ofTheRun) {
        var at = Instant.parse("2026-11-24T03:00:00Z");
        return new Standby(
                new Backup(
                        "B1", "app", "/srv/app.db", DatabaseKind.SQLITE, "/b", 1, "s", "f", List.of(), at, at, "run-1"),
                ofTheRun,
                1000);
    }

    private static TableChange table(Long before, String then, Long after, String now) {
        return new TableChange("users", before, after, then, now, null);
    }

    private static List<Way> ways(Assessment found) {
        return found.ways().stream().map(WayBack::way).toList();
    }

    @Test
    void offersNothingForADatabaseThatIsWell() {
        var found = assess(DatabaseState.PENDING);

        assertThat(found.isHealthy()).isTrue();
        assertThat(found.ways()).isEmpty();
        assertThat(found.decision()).isNull();
    }

    @Test
    void leavesADatabaseAloneThatEqualsTheBackupOfTheRunEvenIfItWasOddBefore() {
        run = AT_B2;
        standby = backup(true);
        asBackup = true;

        var found = assess(DatabaseState.DIVERGED);

        assertThat(found.situation()).isEqualTo(Situation.NOTHING_APPLIED);
        assertThat(ways(found)).containsExactly(Way.NOTHING);
        assertThat(found.ways().getFirst().proof()).isEqualTo("schema and every table equal backup B1");
    }

    @Test
    void neverTrustsASchemaAloneWhenRowsDifferFromTheBackup() {
        run = AT_B2;
        standby = backup(true);
        tables = List.of(table(2L, "then", 2L, "now"));
        replay = () -> new Replay.Verdict("rows differ");

        var found = assess(DatabaseState.PENDING);

        assertThat(found.situation()).isEqualTo(Situation.DATA_IN_DOUBT);
        assertThat(ways(found)).containsExactly(Way.RESTORE);
        assertThat(found.ways().getFirst().loses())
                .isEqualTo("changes in table users since, if they were not the run's own");
    }

    /** Rows prove nothing where the application wrote: the statements' verdicts do, and only a person gives up what was written. */
    @Test
    void besideAnApplicationTheStatementsTellWhetherAStepLeftSomething() {
        run = new BrokenRun("run-1", true, "b2", false, false, false, new BesideApplication(true));
        standby = backup(true);
        tables = List.of(table(5L, "then", 3L, "now"));

        assertThat(assess(DatabaseState.PENDING).situation()).isEqualTo(Situation.NOTHING_APPLIED);

        run = new BrokenRun("run-1", true, "b2", false, false, false, new BesideApplication(false));
        var found = assess(DatabaseState.PENDING);
        assertThat(found.situation()).isEqualTo(Situation.DATA_IN_DOUBT);
        assertThat(ways(found)).containsExactly(Way.RESTORE);
        assertThat(found.safest()).isEmpty();
        assertThat(found.decision()).isEqualTo("decide whether what was written since the backup may go");
    }

    @Test
    void besideAnApplicationOnlyATableThatIsEmptyIsLost() {
        run = new BrokenRun("run-1", true, "b2", false, false, false, new BesideApplication(true));
        standby = backup(true);
        tables = List.of(table(5L, "then", 0L, "now"));

        assertThat(assess(DatabaseState.PENDING).situation()).isEqualTo(Situation.ROWS_LOST);
    }

    @Test
    void goesOnFromABoundaryThatTheSameStepsOnACopyProve() {
        run = BETWEEN;
        standby = backup(true);
        tables = List.of(table(2L, "then", 2L, "now"));
        replay = Replay.Verdict::same;

        var found = assess(DatabaseState.PENDING);

        assertThat(found.situation()).isEqualTo(Situation.STEP_BOUNDARY);
        assertThat(ways(found)).containsExactly(Way.RESUME, Way.RESTORE);
    }

    @Test
    void restoresBeforeItGoesOnWhereRowsWereLost() {
        run = new BrokenRun("run-1", true, null, false, true, true);
        standby = backup(true);
        tables = List.of(table(2L, "then", 0L, "now"));

        var found = assess(DatabaseState.UP_TO_DATE);

        assertThat(found.situation()).isEqualTo(Situation.ROWS_LOST);
        assertThat(found.safest()).map(WayBack::way).contains(Way.RESTORE);
        assertThat(found.evidence()).contains("table users: 2 rows in the backup, 0 rows now, with other content");
    }

    @Test
    void onlyRecordsARunThatArrivedAndCouldNotSaySo() {
        run = new BrokenRun("run-1", true, "b2", true, true, true);
        standby = backup(true);

        var found = assess(DatabaseState.UP_TO_DATE);

        assertThat(found.situation()).isEqualTo(Situation.NOT_RECORDED);
        assertThat(ways(found)).containsExactly(Way.NOTHING);
    }

    @Test
    void asksForTheNameOfAWayThatTakesAnOlderBackup() {
        finding = Finding.of(FindingCode.PARTIAL_MIGRATION, Severity.ERROR, "in part", null);
        standby = backup(false);
        tables = List.of(table(2L, "then", 5L, "now"));

        var found = assess(DatabaseState.PARTIAL);

        assertThat(ways(found)).containsExactly(Way.RESTORE);
        assertThat(found.safest()).isEmpty();
        assertThat(found.ways().getFirst().loses()).isEqualTo("3 rows of table users written since");
        assertThat(found.decision()).isEqualTo("decide whether what was written since the backup may go");
    }

    @Test
    void offersAStampSecondAndOnlyWithTheBackupThatProvesIt() {
        finding = Finding.of(FindingCode.APPLIED_NOT_STAMPED, Severity.ERROR, "not recorded", null)
                .with("revision", "b2");
        run = AT_B2;
        standby = backup(true);
        assertThat(ways(assess(DatabaseState.PARTIAL))).containsExactly(Way.RESTORE, Way.STAMP);

        standby = backup(false);
        assertThat(ways(assess(DatabaseState.PARTIAL))).containsExactly(Way.RESTORE);
    }

    @Test
    void offersNoStampThatTheToolCannotMake() {
        finding = Finding.of(FindingCode.APPLIED_NOT_STAMPED, Severity.ERROR, "not recorded", null)
                .with("revision", "b2");
        run = AT_B2;
        standby = backup(true);
        means = new Scene.Means(null, List.of(), false, true);

        assertThat(ways(assess(DatabaseState.PARTIAL))).containsExactly(Way.RESTORE);
    }

    @Test
    void saysWhyNoMendIsOnOfferWhereOneWouldDo() {
        finding = Finding.of(FindingCode.PARTIAL_MIGRATION, Severity.ERROR, "in part", null);
        run = AT_B2;
        standby = backup(true);
        var schema = Schema.of(List.of());
        var plan = new MendPlan(schema, List.of("DROP TABLE extra"), Set.of("extra"), Set.of(), null);
        means = new Scene.Means(plan, List.of("to write in /srv, found that this user may not"), true, true);

        var found = assess(DatabaseState.PARTIAL);

        assertThat(ways(found)).containsExactly(Way.RESTORE);
        assertThat(found.evidence())
                .contains("mend is not on offer: expected to write in /srv, found that this user may not");
        means = new Scene.Means(plan, List.of(), true, true);
        assertThat(ways(assess(DatabaseState.PARTIAL))).containsExactly(Way.RESTORE, Way.MEND);
    }

    @Test
    void waitsForWhoeverIsAtWork() {
        atWork = new AtWork("run-1 of ann", "wait until that has ended", false);
        assertThat(ways(assess(DatabaseState.PARTIAL))).containsExactly(Way.WAIT);

        atWork = null;
        users = "python3 (pid 4711)";
        finding = Finding.of(FindingCode.PARTIAL_MIGRATION, Severity.ERROR, "in part", null);
        var found = assess(DatabaseState.PARTIAL);
        assertThat(found.situation()).isEqualTo(Situation.IN_USE);
        assertThat(found.ways().getFirst().does())
                .isEqualTo("does nothing; stop python3 (pid 4711), then: varve recover app");
        finding = null;
        assertThat(assess(DatabaseState.PENDING).isHealthy())
                .as("an application may use a database that is well")
                .isTrue();
    }

    @Test
    void salvagesADamagedFileOnlyWhenAsked() {
        finding = Finding.of(FindingCode.INTEGRITY_FAILED, Severity.ERROR, "damaged", null);
        tables = null;

        var found = assess(DatabaseState.CORRUPT);

        assertThat(ways(found)).containsExactly(Way.SALVAGE);
        assertThat(found.safest()).isEmpty();
        assertThat(found.decision()).startsWith("no proven backup is known here");
    }

    @Test
    void doesNothingUnaskedWhereTheBackupIsNotTheOneThatWasRecorded() {
        run = BETWEEN;
        replay = Replay.Verdict::same;
        altered = "backup B1 is not proven: expected another";

        var found = assess(DatabaseState.PENDING);

        assertThat(found.evidence()).contains(altered);
        assertThat(ways(found)).containsExactly(Way.RESUME);
        assertThat(found.safest()).isEmpty();
        assertThat(found.decision())
                .isEqualTo(
                        "find out who changed the backup or its receipt; varve backups app --prove proves the others,"
                                + " and varve restore app BACKUP-ID puts one back");
    }
}
