package dev.varve.query.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Json;
import dev.varve.query.Dump;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.projection.Views;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAndRebuildTest {

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void provesAWholeLogAndSaysWhatTheProofCannotSee() {
        record();
        assertThat(shell.type("verify")).isEqualTo(ExitCode.DONE);
        assertThat(shell.out())
                .startsWith("The log is whole: 23 events, none altered, dropped, inserted or reordered.\nRoot hash: ")
                .endsWith("found only by a root hash kept elsewhere: note it.\n");
        shell.type("verify", "--json");
        assertThat(document().keySet()).containsExactly("ok", "events", "rootHash", "firstFailure");
        assertThat(document())
                .containsEntry("ok", true)
                .containsEntry("events", 23)
                .containsEntry("firstFailure", null);
    }

    @Test
    void namesTheFirstAlteredEventAndEndsWithSeven() throws Exception {
        record();
        tamper("update domain_event set payload = cast(replace(cast(payload as text), 'duplicate', 'harmless') as blob)"
                + " where payload_type = 'StepFailed'");
        assertThat(shell.type("verify")).isEqualTo(ExitCode.PROOF_FAILED);
        assertThat(shell.out())
                .startsWith("THE LOG DOES NOT VERIFY. Event 13, StepFailed, id ")
                .contains(": altered.\n");
        assertThat(shell.type("verify", "--json")).isEqualTo(ExitCode.PROOF_FAILED);
        assertThat((Map<?, ?>) document().get("firstFailure"))
                .extracting("sequence", "what")
                .containsExactly(13, "ALTERED");
    }

    @Test
    void doesNotSayThatAMissingLogIsWhole() throws Exception {
        assertThatThrownBy(() -> shell.type("verify"))
                .hasMessage("expected an event store at " + home.resolve("events.db") + ", found no file there")
                .satisfies(failure ->
                        assertThat(((CommandFailure) failure).exitCode()).isEqualTo(ExitCode.USAGE));
        Files.createFile(home.resolve("events.db"));
        assertThatThrownBy(() -> shell.type("verify"))
                .hasMessageStartingWith("expected an event store of Varve in " + home.resolve("events.db"))
                .satisfies(failure ->
                        assertThat(((CommandFailure) failure).exitCode()).isEqualTo(ExitCode.PROOF_FAILED));
    }

    @Test
    void rebuildsWhatSomebodyChangedByHand() throws Exception {
        record();
        shell.type("status");
        var before = dump();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("views.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from timeline where sequence = 3");
            statement.executeUpdate("update target_status set document = 'rubbish'");
        }
        assertThat(dump()).isNotEqualTo(before);

        assertThat(shell.type("rebuild")).isEqualTo(ExitCode.DONE);
        assertThat(shell.out()).matches("The views were rebuilt from 23 events in \\d+ ms\\.\n");
        assertThat(dump()).isEqualTo(before);
        shell.type("rebuild", "--json");
        assertThat(document()).containsEntry("sequence", 23).containsKey("durationMillis");
    }

    @Test
    void rebuildsViewsThatAnotherReleaseMade() throws Exception {
        record();
        shell.type("status");
        var before = dump();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("views.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("update flyway_schema_history set version = '99'");
        }
        shell.type("status", "shop");
        assertThat(shell.out()).startsWith("shop       PENDING\n");
        assertThat(shell.err()).contains("replaying the events in memory instead");

        shell.type("rebuild");
        assertThat(dump()).isEqualTo(before);
        shell.type("status", "shop");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void makesTheViewsAgainWhenTheyWereDeleted() throws Exception {
        record();
        shell.type("status");
        var before = dump();
        Views.delete(home.resolve("views.db"));
        shell.type("status");
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void everyCommandShowsAnExampleAndWhatMakesItRefuse() {
        var commands = shell.commandLine().getSubcommands();
        assertThat(commands.keySet())
                .containsExactlyInAnyOrder("history", "status", "verify", "report", "rebuild", "serve");
        assertThat(commands.values())
                .allSatisfy(command -> assertThat(command.getUsageMessage()).contains("Example:", "Refuses"));
    }

    private void record() {
        try (var recorder = Recorder.in(home)) {
            recorder.record(new Story("shop").failedUpgradeAndRestore());
        }
    }

    private List<String> dump() {
        try (var views = Views.open(home.resolve("views.db"))) {
            return Dump.of(views);
        }
    }

    private void tamper(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("events.db"));
                var statement = connection.createStatement()) {
            var triggers = new ArrayList<String>();
            try (var row = statement.executeQuery("select name from sqlite_master where type = 'trigger'")) {
                while (row.next()) {
                    triggers.add(row.getString(1));
                }
            }
            for (var trigger : triggers) {
                statement.execute("drop trigger \"" + trigger + "\"");
            }
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> document() {
        return (Map<String, Object>) Json.parse(shell.out());
    }
}
