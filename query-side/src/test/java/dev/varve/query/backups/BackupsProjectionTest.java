package dev.varve.query.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.varve.events.TargetEvent;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.projection.AsOf;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsProjectionTest {

    @TempDir
    private Path home;

    @Test
    void followsABackupFromItsIntentToItsEnd() {
        try (var recorder = Recorder.in(home)) {
            recorder.record(new Story("shop").backedUp("R1", "B1"));
            recorder.record(
                    new TargetEvent.BackupStarted("shop", "R2", "B2", "/b/B2"),
                    new TargetEvent.BackupRejected("shop", "R2", "B2", "12 rows in chat", "11"),
                    new TargetEvent.BackupExpired("shop", "B1", "older than 14 days"),
                    new TargetEvent.BackupStarted("desk", null, "B1", "/b/desk"));
            try (var views = AsOf.replay(recorder.feed(), null, EveryProjection.inOrder())) {
                var backups = new Backups(views).of("shop");
                assertThat(backups)
                        .extracting("id", "state", "sizeBytes", "rows", "detail")
                        .containsExactly(
                                tuple("B1", BackupState.EXPIRED, 5_000_000L, 12L, "older than 14 days"),
                                tuple("B2", BackupState.REJECTED, null, null, "expected 12 rows in chat, found 11"));
                assertThat(backups.getFirst())
                        .extracting("startedAt", "takenAt", "provenAt", "endedAt", "sequence")
                        .containsExactly(
                                Recorder.NOON.plusSeconds(1),
                                Recorder.NOON.plusSeconds(2),
                                Recorder.NOON.plusSeconds(3),
                                Recorder.NOON.plusSeconds(6),
                                6L);
                assertThat(new Backups(views).of("desk")).extracting("state").containsExactly(BackupState.STARTED);
                assertThat(new Backups(views).of("nobody")).isEmpty();
            }
        }
    }
}
