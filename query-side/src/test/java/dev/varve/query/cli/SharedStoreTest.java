package dev.varve.query.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.store.PostgresAddress;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only looks, on a store in PostgreSQL: the events are there, the views stand in the home of who looks. */
class SharedStoreTest {

    private final PostgresTestDatabase database = PostgresServer.shared().database();
    private final String url = database.sqlAlchemyUrl();
    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    @Test
    void answersAsTheEmbeddedStoreDoes(@TempDir Path embeddedHome) {
        record(story);
        try (var embedded = Recorder.in(embeddedHome)) {
            embedded.record(story.failedUpgradeAndRestore());
        }
        var shared = new Shell(home);
        var embedded = new Shell(embeddedHome);

        for (var command : List.of(
                List.of("status", "shop", "--json"),
                List.of("status"),
                List.of("history", "shop"),
                List.of("history", "shop", "--as-of", "2026-11-22T12:00:09Z"))) {
            var exit = shared.type(onStore(command));
            assertThat(exit).isEqualTo(embedded.type(command.toArray(String[]::new)));
            assertThat(shared.out()).isEqualTo(embedded.out()).isNotBlank();
            assertThat(shared.err()).isEmpty();
        }
    }

    @Test
    void provesTheLogAndFindsWhatTheOwnerOfTheDatabaseAltered() {
        record(story);
        var shell = new Shell(home);

        assertThat(shell.type("verify", "--store", url)).isEqualTo(ExitCode.DONE);
        assertThat(shell.out()).startsWith("The log is whole: 23 events, none altered");

        database.execute(
                "ALTER TABLE varve.domain_event DISABLE TRIGGER USER",
                "UPDATE varve.domain_event SET recorded_at = '2026-11-22T11:00:00.000Z' WHERE global_index = 7");
        assertThat(shell.type("verify", "--store", url)).isEqualTo(ExitCode.PROOF_FAILED);
        assertThat(shell.out()).startsWith("THE LOG DOES NOT VERIFY. Event 7, ").contains(": altered.");
    }

    @Test
    void keepsTheViewsOfEachStoreApart() throws IOException {
        record(story);
        try (var embedded = Recorder.in(home)) {
            embedded.record(new Story("other").registered());
        }
        var shell = new Shell(home);

        for (int turn = 0; turn < 2; turn++) {
            shell.type("status", "--store", url);
            assertThat(shell.out()).contains("shop").doesNotContain("other");
            shell.type("status");
            assertThat(shell.out()).contains("other").doesNotContain("shop");
        }
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("views") && name.endsWith(".db")))
                    .hasSize(2)
                    .contains("views.db");
        }
    }

    @Test
    void makesTheViewsAnewWhenAnotherStoreStandsAtTheAddress() {
        record(story);
        var shell = new Shell(home);
        shell.type("status", "--store", url);
        database.execute("DROP SCHEMA varve CASCADE");
        record(new Story("other"));

        shell.type("status", "--store", url);

        assertThat(shell.out()).contains("other").doesNotContain("shop");
    }

    @Test
    void knowsNothingWhereNothingWasRecordedAndCreatesNothing() {
        var shell = new Shell(home);

        assertThat(shell.type("status", "--store", url)).isEqualTo(ExitCode.DONE);
        assertThat(shell.out()).startsWith("No database is under watch");
        assertThatThrownBy(() -> shell.type("verify", "--store", url))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("expected an event store at schema varve of postgresql://localhost");
        assertThat(database.texts("SELECT nspname FROM pg_namespace WHERE nspname = 'varve'"))
                .isEmpty();
    }

    @Test
    void repeatsNoPasswordWhenTheUrlIsWrongOrNobodyAnswers() {
        var shell = new Shell(home);
        for (var wrong : List.of(
                "postgresql://ann:s3cr3t@localhost:1/app",
                "postgresql://ann:s3cr3t@localhost",
                "postgresql://ann:s3cr3t@localhost/app?sslmod=require",
                "mysql://ann:s3cr3t@localhost/app")) {
            assertThatThrownBy(() -> shell.type("status", "--store", wrong))
                    .isInstanceOf(CommandFailure.class)
                    .satisfies(failure -> assertThat(
                                    ((CommandFailure) failure).asDocument().toString())
                            .doesNotContain("s3cr3t"));
        }
    }

    private String[] onStore(List<String> command) {
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--store", url));
        return arguments.toArray(String[]::new);
    }

    private void record(Story of) {
        try (var recorder = Recorder.in(PostgresAddress.of(url, Map.of()))) {
            recorder.record(of.failedUpgradeAndRestore());
        }
    }
}
