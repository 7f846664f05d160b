package dev.varve.query.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.LeaseHolder;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.projection.AsOf;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusProjectionTest {

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Recorder recorder;

    @BeforeEach
    void open() {
        recorder = Recorder.in(home);
        recorder.record(story.registered(), story.diagnosed("PENDING", List.of("a1"), List.of("b2", "c3")));
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void isUpToDateAfterAnUpgradeToTheHead() {
        var status = after(
                story.leased("R1", "upgrade"),
                story.requested("R1", "upgrade"),
                story.planned("R1", "b2", "c3"),
                story.succeeded("R1", "c3"),
                story.released("R1"));
        assertThat(status.state()).isEqualTo("UP_TO_DATE");
        assertThat(status.current()).containsExactly("c3");
        assertThat(status.pending()).isEmpty();
        assertThat(status.openRun()).isNull();
        assertThat(status.lastRun()).extracting("kind", "outcome").containsExactly("upgrade", "SUCCEEDED");
    }

    @Test
    void keepsWhatIsLeftPendingAfterAnUpgradePartOfTheWay() {
        var status = after(
                story.leased("R1", "upgrade"),
                story.planned("R1", "b2"),
                story.succeeded("R1", "b2"),
                story.released("R1"));
        assertThat(status.state()).isEqualTo("PENDING");
        assertThat(status.pending()).containsExactly("c3");
    }

    @Test
    void keepsWhatIsLeftPendingAfterAnUpgradeThatBroke() {
        var status = after(
                story.leased("R1", "upgrade"),
                story.planned("R1", "b2", "c3"),
                story.failed("R1", "FAILED_NEEDS_RECOVERY"),
                story.released("R1"));
        assertThat(status.current()).containsExactly("b2");
        assertThat(status.pending()).containsExactly("c3");
    }

    @Test
    void putsRevisionsBackInFrontAfterADowngrade() {
        after(story.diagnosed("UP_TO_DATE", List.of("c3"), List.of()));
        var status = after(
                story.leased("R1", "downgrade"),
                story.planned("R1", "c3", "b2"),
                story.succeeded("R1", "a1"),
                story.released("R1"));
        assertThat(status.state()).isEqualTo("PENDING");
        assertThat(status.pending()).containsExactly("b2", "c3");
    }

    @Test
    void doesNotClaimToKnowWhereARestoreLedUntilSomebodyLooks() {
        var status = after(
                story.leased("R1", "restore"),
                new RunEvent.RestoreSucceeded("R1", "shop", "B1", "f-backup", List.of()),
                story.succeeded("R1"),
                story.released("R1"));
        assertThat(status.state()).isNull();
        assertThat(status.current()).isNull();
        assertThat(status.lastRun().outcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void isAtNoRevisionAfterADowngradeToTheBase() {
        var status = after(
                story.leased("R1", "downgrade"),
                story.planned("R1", "a1"),
                story.succeeded("R1"),
                story.released("R1"));
        assertThat(status.state()).isEqualTo("PENDING");
        assertThat(status.current()).isEmpty();
        assertThat(status.pending()).containsExactly("a1", "b2", "c3");
    }

    @Test
    void staysAsItWasAfterAFailureThatChangedNothing() {
        var status = after(story.requested("R1", "upgrade"), story.failed("R1", "FAILED_UNCHANGED"));
        assertThat(status.state()).isEqualTo("PENDING");
        assertThat(status.current()).containsExactly("a1");
        assertThat(status.needsRecovery()).isFalse();
        assertThat(status.lastRun().outcome()).isEqualTo("FAILED_UNCHANGED");
    }

    @Test
    void needsRecoveryUntilALookFindsASoundState() {
        assertThat(after(story.failed("R1", "FAILED_NEEDS_RECOVERY")).needsRecovery())
                .isTrue();
        assertThat(after(story.diagnosed("PARTIAL", List.of("b2"), List.of("c3")))
                        .needsRecovery())
                .isTrue();
        assertThat(after(story.diagnosed("PENDING", List.of("b2"), List.of("c3")))
                        .needsRecovery())
                .isFalse();
    }

    @Test
    void needsALookAfterAnInterruptionInsideAStepButNotBeforeIt() {
        var before = after(
                story.leased("R1", "upgrade"), new RunEvent.RunInterrupted("R1", "shop", "backup", "SIGTERM", null));
        assertThat(before.needsRecovery()).isFalse();
        assertThat(before.lastRun().outcome()).isEqualTo("INTERRUPTED");
        var inside = after(
                story.leased("R2", "upgrade"),
                story.stepStarted("R2", 1, 2, "b2"),
                new RunEvent.VerificationStarted("R2", "shop"),
                new RunEvent.RunInterrupted("R2", "shop", "step", "killed", null));
        assertThat(inside.needsRecovery()).isTrue();
    }

    @Test
    void keepsTheRunThatWasAskedForLastWhenItFindsAnEarlierOneDead() {
        var status = after(
                story.requested("R1", "upgrade"),
                story.leased("R1", "upgrade"),
                story.requested("R2", "recover"),
                new RunEvent.RunInterrupted("R1", "shop", "step", "process 4711 is gone", null),
                story.succeeded("R2", "b2"));

        assertThat(status.lastRun())
                .extracting("runId", "kind", "outcome", "startedAt", "endedAt")
                .containsExactly("R2", "recover", "SUCCEEDED", recorder.now().minusSeconds(2), recorder.now());
    }

    @Test
    void knowsWhenARunBeganAlthoughAnotherWasRefusedMeanwhile() {
        var status = after(
                story.requested("R1", "upgrade"),
                story.leased("R1", "upgrade"),
                story.requested("R2", "upgrade"),
                new RunEvent.PreflightRefused("R2", "shop", List.of(story.finding("DATABASE_IN_USE", "ERROR"))),
                story.succeeded("R1", "c3"));

        assertThat(status.lastRun())
                .extracting("runId", "kind", "startedAt")
                .containsExactly("R1", "upgrade", recorder.now().minusSeconds(3));
    }

    @Test
    void doesNotCloseARunThatTookTheLeaseOver() {
        var bob = new LeaseHolder("db2", null, null, 12, null, "bob");
        var status = after(
                story.leased("R1", "upgrade"),
                new TargetEvent.LeaseTakenOver(
                        "shop", "R2", "restore", bob, "R1", Story.ANN, "process 4711 is gone", 2),
                story.released("R1"));
        assertThat(status.openRun()).isNotNull().extracting("runId", "holder").containsExactly("R2", bob);
    }

    @Test
    void namesTheLastProvenBackupThatIsStillThere() {
        recorder.record(story.backedUp("R1", "B1")).record(story.backedUp("R2", "B2"));
        assertThat(after().lastProvenBackup()).extracting("id", "path").containsExactly("B2", "/b/B2");
        assertThat(after(new TargetEvent.BackupExpired("shop", "B2", "older than 14 days"))
                        .lastProvenBackup())
                .extracting("id")
                .isEqualTo("B1");
        assertThat(after(new TargetEvent.BackupRejected("shop", "R3", "B1", "hash ab", "hash cd"))
                        .lastProvenBackup())
                .isNull();
    }

    @Test
    void takesAStampForWhereTheSchemaIs() {
        var status = after(new RunEvent.StampApplied("R1", "shop", "c3", List.of("a1"), "f-c3"));
        assertThat(status.state()).isEqualTo("UP_TO_DATE");
        assertThat(status.current()).containsExactly("c3");
    }

    @Test
    void recordsWhyARunWasRefused() {
        var status = after(
                story.requested("R1", "upgrade"),
                new RunEvent.PreflightRefused(
                        "R1",
                        "shop",
                        List.of(story.finding("LOW_DISK_SPACE", "ERROR"), story.finding("DATABASE_IN_USE", "ERROR"))));
        assertThat(status.lastRun())
                .extracting("outcome", "why")
                .containsExactly("REFUSED", "LOW_DISK_SPACE says so; DATABASE_IN_USE says so");
        assertThat(status.state()).isEqualTo("PENDING");
    }

    @Test
    void isDivergedWhenDriftWasSeen() {
        var status = after(new TargetEvent.DriftDetected("shop", "f1", "f2", List.of("table x: added")));
        assertThat(status.state()).isEqualTo("DIVERGED");
        assertThat(status.findings()).containsEntry("ERROR", 1L);
    }

    private StatusView after(VarveEvent... events) {
        recorder.record(List.of(events));
        try (var views = AsOf.replay(recorder.feed(), null, EveryProjection.inOrder())) {
            return new Statuses(views).of("shop").orElseThrow();
        }
    }
}
