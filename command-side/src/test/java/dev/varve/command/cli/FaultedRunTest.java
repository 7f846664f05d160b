package dev.varve.command.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.MigrationRequest;
import dev.varve.command.run.Restores;
import dev.varve.command.run.RunKind;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.run.AmongOthers;
import dev.varve.engine.tool.Destination;
import dev.varve.events.RunEvent.RunFailed;
import dev.varve.events.RunEvent.RunInterrupted;
import dev.varve.store.EventFilter;
import dev.varve.store.RecordedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of Varve itself in the middle of a run, of a kind that no code of ours throws. */
class FaultedRunTest {

    @TempDir
    Path folder;

    private Surroundings surroundings;

    @BeforeEach
    void watch() throws Exception {
        var environment = Map.of(
                "VARVE_HOME", folder.resolve("home").toString(),
                "VARVE_LOCKS", folder.resolve("locks").toString());
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        surroundings = new Surroundings(Clock.systemUTC(), environment, nowhere, nowhere, false, "test");
        var scripts = Files.createDirectory(folder.resolve("sql"));
        Files.writeString(scripts.resolve("V1__users.sql"), "CREATE TABLE users (id INTEGER PRIMARY KEY);");
        Files.createFile(folder.resolve("app.db"));
        var added = CommandLines.of(surroundings)
                .execute(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "flyway",
                        "--config",
                        scripts.toString(),
                        "--database",
                        "jdbc:sqlite:" + folder.resolve("app.db"));
        assertThat(added).isZero();
    }

    @Test
    void endsTheRunOnRecordWhateverIsThrown() {
        try (var workplace = new Workplace(surroundings, new GlobalOptions())) {
            assertThatThrownBy(() -> run(workplace, observation -> {
                        if (observation instanceof Observation.ToolConnected) {
                            throw new OutOfMemoryError("no room for more");
                        }
                    }))
                    .isInstanceOf(OutOfMemoryError.class);

            var ended = workplace.recorder().log().readLast(EventFilter.ANY.ofTypes(Set.of("RunInterrupted")), 1);
            assertThat(((RunInterrupted) ended.getFirst().event()).why())
                    .isEqualTo("java.lang.OutOfMemoryError: no room for more");
            assertThat(workplace.watch("app").past().lease()).isNull();
        }
    }

    @Test
    void endsARestoreOnRecordThatAFullDiskStoppedBeforeAnythingWasTouched() {
        assertThat(restoreAndFailAt(Observation.RestoreStarting.class, fullDisk()))
                .isTrue();

        assertThat(recorded()).endsWith("RestoreStarted", "RestoreFailed", "RunFailed", "LeaseReleased");
        assertThat(lastFailed().outcome()).isEqualTo("FAILED_UNCHANGED");
        assertThat(lastFailed().why())
                .isEqualTo("expected the backup in the database's place, found: cannot write (No space left)");
    }

    @Test
    void endsARestoreOnRecordThatFailedAfterTheDatabaseWasReplaced() {
        assertThat(restoreAndFailAt(Observation.RestoreSucceeded.class, fullDisk()))
                .isFalse();

        assertThat(recorded()).endsWith("RestoreStarted", "RestoreFailed", "RunFailed", "LeaseReleased");
        assertThat(lastFailed().outcome()).isEqualTo("FAILED_NEEDS_RECOVERY");
        assertThat(lastFailed().remedy()).isEqualTo("mend that; then look: varve diagnose app; then restore again");
    }

    @Test
    void endsARestoreOnRecordWhateverIsThrown() {
        assertThatThrownBy(() -> restoreAndFailAt(Observation.RestoreStarting.class, new IllegalStateException("odd")))
                .hasMessage("odd");

        assertThat(recorded()).endsWith("RestoreStarted", "LeaseReleased", "RunInterrupted");
    }

    private static RuntimeException fullDisk() {
        return new UncheckedIOException("cannot write", new IOException("No space left"));
    }

    /** Tells whether the database was left untouched. */
    private boolean restoreAndFailAt(Class<? extends Observation> moment, RuntimeException failure) {
        try (var workplace = new Workplace(surroundings, new GlobalOptions())) {
            var watch = workplace.watch("app");
            var vault = workplace.vault("app");
            var backup = watch.access().backups(vault).take("app", null, observation -> {});
            return workplace
                    .restores()
                    .restore(
                            backup,
                            watch.access().backups(vault),
                            watch.access(),
                            "anna",
                            Set.of(),
                            null,
                            new Restores.Meant(false, false),
                            observation -> {
                                if (moment.isInstance(observation)) {
                                    throw failure;
                                }
                            })
                    .untouched();
        }
    }

    private List<String> recorded() {
        try (var workplace = new Workplace(surroundings, new GlobalOptions())) {
            return workplace.recorder().log().read(0, 100).stream()
                    .map(RecordedEvent::type)
                    .toList();
        }
    }

    private RunFailed lastFailed() {
        try (var workplace = new Workplace(surroundings, new GlobalOptions())) {
            var failed = workplace.recorder().log().readLast(EventFilter.ANY.ofTypes(Set.of("RunFailed")), 1);
            return (RunFailed) failed.getFirst().event();
        }
    }

    private static void run(Workplace workplace, Consumer<Observation> listener) {
        var watch = workplace.watch("app");
        var request = new MigrationRequest(
                RunKind.UPGRADE,
                Destination.up("head"),
                "anna",
                Set.of(),
                false,
                AmongOthers.ALONE,
                MigrationRequest.Way.IN_PLACE,
                () -> false,
                files -> List.of());
        workplace.migrations().run(request, watch.access(), listener);
    }
}
