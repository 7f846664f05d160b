package dev.varve.command.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.run.LateFacts;
import dev.varve.command.run.RunAggregate;
import dev.varve.command.run.RunCommand;
import dev.varve.command.run.RunKind;
import dev.varve.command.target.TargetAggregate;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetSettings;
import dev.varve.events.Circumstances;
import dev.varve.store.PendingBlobs;
import dev.varve.store.RecordedEvent;
import dev.varve.store.SqliteAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool that another process left, delivered when the store is opened for writing. */
class SpoolDeliveryTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();
    private String requested;

    @BeforeEach
    void recordARequest() {
        try (var recorder = open()) {
            recorder.send(new TargetCommand.Register(
                    TargetCommand.aggregateId("shop"),
                    "shop",
                    new TargetSettings(
                            "flyway",
                            "/sql",
                            "jdbc:sqlite:/a.db",
                            "sqlite",
                            "/",
                            List.of(),
                            null,
                            null,
                            null,
                            List.of())));
            recorder.send(new RunCommand.Request(
                    "run/r1", "r1", "shop", RunKind.UPGRADE, "head", "in-place", List.of(), null, null));
            requested = recorder.log().read(1, 1).getFirst().eventId();
        }
    }

    @Test
    void doesNotAppendAFactAgainWhoseFailedAppendWasDurableAllTheSame() throws Exception {
        leave(
                new KeptFact(
                        requested,
                        "run/r1",
                        "RunRequested",
                        "2",
                        "shop",
                        "r1",
                        "2026-11-22T11:00:00Z",
                        Map.of(),
                        "{}",
                        List.of()),
                check("5d0c1b0e-0000-4000-8000-000000000001", List.of()));

        assertThat(types()).containsExactly("TargetRegistered", "RunRequested", "CheckEnded", "SpooledFactsAppended");
    }

    @Test
    void appendsTheBlobsWithTheirFact() throws Exception {
        var ledger = "{\"sql\":\"CREATE TABLE a\"}\n".getBytes(StandardCharsets.UTF_8);
        leave(check("5d0c1b0e-0000-4000-8000-000000000002", List.of(PackedBlob.pack(ledger))));

        try (var recorder = open()) {
            assertThat(recorder.log().blob(PendingBlobs.reference(ledger).sha256()))
                    .isEqualTo(ledger);
        }
    }

    @Test
    void recordsAtTheTimeOfTheAppendAndKeepsTheTimeOfTheObservation() throws Exception {
        leave(check("5d0c1b0e-0000-4000-8000-000000000003", List.of()));

        try (var recorder = open()) {
            var late = recorder.log().read(2, 1).getFirst();
            assertThat(late.at()).isEqualTo(NOON.instant());
            assertThat(late.metadata())
                    .containsEntry("observedAt", "2026-11-22T11:00:00Z")
                    .containsEntry("lateBecause", "a full disk")
                    .containsEntry("actor", "anna");
        }
    }

    @Test
    void leavesAnEmptySpoolOfADeadProcessBehindNeither() throws Exception {
        Files.write(Files.createDirectories(folder.resolve("spool")).resolve("dead.spool"), new byte[4096]);

        assertThat(types()).hasSize(2);

        assertThat(folder.resolve("spool")).isEmptyDirectory();
        assertThat(notes).isEmpty();
    }

    private static KeptFact check(String id, List<String> blobs) {
        var payload = "{\"runId\":\"r1\",\"target\":\"shop\",\"check\":\"c\",\"passed\":true,\"detail\":null}";
        return new KeptFact(
                id,
                "run/r1",
                "CheckEnded",
                "1",
                "shop",
                "r1",
                "2026-11-22T11:00:00Z",
                Map.of("actor", "anna"),
                payload,
                blobs);
    }

    private void leave(KeptFact... facts) throws Exception {
        try (var file = SpoolFile.create(folder.resolve("spool/left.spool"))) {
            file.reserve();
            file.append(SpoolContent.line(new SpoolHeader("s1", 0, "", "a full disk")));
            for (var fact : facts) {
                file.append(SpoolContent.line(fact));
            }
        }
    }

    private List<String> types() {
        try (var recorder = open()) {
            return recorder.log().read(0, 100).stream().map(RecordedEvent::type).toList();
        }
    }

    private Recorder open() {
        return Recorder.open(
                new SqliteAddress(folder.resolve("events.db")),
                NOON,
                new Circumstances("bob", "host-a", "1.0", null, null),
                Witness.in(Map.of()),
                List.of(TargetAggregate.class, RunAggregate.class),
                new Recorder.Spooling(folder.resolve("spool"), new LateFacts(), notes::add));
    }
}
