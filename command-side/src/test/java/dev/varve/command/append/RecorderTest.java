package dev.varve.command.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.command.run.RunAggregate;
import dev.varve.command.run.RunCommand;
import dev.varve.command.run.RunKind;
import dev.varve.command.target.TargetAggregate;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetNotWatched;
import dev.varve.command.target.TargetSettings;
import dev.varve.events.Circumstances;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.store.PendingBlobs;
import dev.varve.store.SqliteAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void recordsWhoWhereAndWhyWithEveryFact() {
        try (var recorder = open()) {
            recorder.send(anyRegistration());

            assertThat(recorder.log().read(0, 10)).singleElement().satisfies(recorded -> {
                assertThat(recorded.metadata())
                        .containsAllEntriesOf(Map.of(
                                "actor", "anna",
                                "host", "host-a",
                                "version", "1.0",
                                "reason", "because",
                                "ticket", "OPS-7"));
                assertThat(recorded.at()).isEqualTo(NOON.instant());
            });
        }
    }

    @Test
    void returnsTheFactsOnceTheyAreDurable() {
        try (var recorder = open()) {
            assertThat(recorder.send(anyRegistration()))
                    .singleElement()
                    .isInstanceOf(TargetEvent.TargetRegistered.class);
        }
        try (var another = open()) {
            assertThat(another.log().read(0, 10)).hasSize(1);
            assertThat(another.send(anyRegistration())).isEmpty();
        }
    }

    @Test
    void rethrowsWhatTheDecisionThrewAndRecordsNothing() {
        try (var recorder = open()) {
            assertThatThrownBy(() -> recorder.send(new TargetCommand.Retire(TargetCommand.aggregateId("none"), "none")))
                    .isInstanceOf(TargetNotWatched.class)
                    .hasMessage("expected a watched database named none, found none");

            assertThat(recorder.log().read(0, 10)).isEmpty();
        }
    }

    @Test
    void refusesARetiredTargetByItsCondition() {
        try (var recorder = open()) {
            recorder.send(anyRegistration());
            var retire = new TargetCommand.Retire(TargetCommand.aggregateId("shop"), "shop");
            recorder.send(retire);

            assertThatThrownBy(() -> recorder.send(retire)).isInstanceOf(TargetNotWatched.class);
        }
    }

    @Test
    void keepsABigPayloadInTheFactsOwnTransaction() {
        var ledger = "{\"sql\":\"CREATE TABLE a\"}\n".getBytes(StandardCharsets.UTF_8);
        try (var recorder = open()) {
            recorder.send(new RunCommand.Request(
                    "run/r1", "r1", "shop", RunKind.UPGRADE, "head", "in-place", List.of(), null, null));
            observe(recorder, new RunEvent.StepStarted("r1", "shop", 1, 1, "a1", "", List.of(), null), List.of());
            observe(
                    recorder,
                    new RunEvent.StepSucceeded("r1", "shop", 1, "a1", 5, 1, 0, null, PendingBlobs.reference(ledger)),
                    List.of(ledger));

            assertThat(recorder.log().blob(PendingBlobs.reference(ledger).sha256()))
                    .isEqualTo(ledger);
        }
    }

    private static void observe(Recorder recorder, RunEvent fact, List<byte[]> blobs) {
        recorder.send(RunCommand.observe(fact), blobs);
    }

    private Recorder open() {
        return Recorder.open(
                new SqliteAddress(folder.resolve("events.db")),
                NOON,
                new Circumstances("anna", "host-a", "1.0", "because", "OPS-7"),
                Witness.in(Map.of()),
                List.of(TargetAggregate.class, RunAggregate.class),
                new Recorder.Spooling(folder.resolve("spool"), (fact, log) -> true, note -> {}));
    }

    private static TargetCommand.Register anyRegistration() {
        return new TargetCommand.Register(
                TargetCommand.aggregateId("shop"),
                "shop",
                new TargetSettings(
                        "flyway",
                        "/srv/sql",
                        "jdbc:sqlite:/srv/a.db",
                        "sqlite",
                        "/srv",
                        List.of(),
                        null,
                        null,
                        null,
                        List.of()));
    }
}
