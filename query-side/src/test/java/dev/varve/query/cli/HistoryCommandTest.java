package dev.varve.query.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Json;
import dev.varve.events.AccessEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void tellsTheStoryInWordsWithAlignedColumns() {
        record();
        assertThat(shell.type("history", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(shell.out().lines().toList())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120))
                .startsWith(
                        "EVENT  WHEN (UTC)           BY   TYPE                WHAT",
                        "    1  2026-11-22 12:00:01  ann  TargetRegistered    under watch: sqlite:////srv/app.db, migrated by alembic",
                        "                                                     (/srv/alembic.ini)",
                        "    2  2026-11-22 12:00:02  ann  DatabaseDiagnosed   looked: PENDING, at a1, 2 pending; findings: PENDING_MIGRATIONS")
                .contains(
                        "    8  2026-11-22 12:00:08  ann  BackupProven        backup B1 proven, equal to its source: 2 tables, 12 rows",
                        "   11  2026-11-22 12:00:11  ann  StepSucceeded       step 1 of 2, b2 'add b2', ran: 4 statements, 1 row, 1.5 s",
                        "   13  2026-11-22 12:00:13  ann  StepFailed          step 2 of 2, c3 'add c3', failed: duplicate column name: meta");
    }

    @Test
    void tellsOnceForEachActWhyAndWhereItWasAgreed() {
        var story = new Story("shop");
        try (var recorder = Recorder.in(home)) {
            recorder.record(story.registered());
            recorder.because(Map.of("reason", "release of\nMonday", "ticket", "OPS-12"))
                    .record(story.requested("R1", "upgrade"), story.leased("R1", "upgrade"));
            recorder.because(Map.of("ticket", "OPS-13")).record(story.requested("R2", "upgrade"));
        }
        shell.type("history", "shop", "--type", "RunRequested");
        assertThat(shell.out().replaceAll("\\s+", " "))
                .contains("upgrade asked for, to head, as run R1; reason: release of\\nMonday; ticket: OPS-12")
                .contains("upgrade asked for, to head, as run R2; ticket: OPS-13");
        shell.type("history", "shop");
        assertThat(shell.out()).containsOnlyOnce("OPS-12").containsOnlyOnce("OPS-13");
    }

    @Test
    void givesTheContractsJson() {
        record();
        shell.type("history", "shop", "--json", "--type", "stepfailed");
        var events = documents();
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().keySet())
                .containsExactly("sequence", "eventId", "type", "at", "actor", "target", "runId", "data");
        assertThat(events.getFirst())
                .containsEntry("sequence", 13)
                .containsEntry("type", "StepFailed")
                .containsEntry("at", "2026-11-22T12:00:13Z")
                .containsEntry("actor", "ann")
                .containsEntry("target", "shop")
                .containsEntry("runId", "R1");
        assertThat(events.getFirst().get("data"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("ordinal", 2)
                .containsEntry("revision", "c3");
    }

    @Test
    void tellsOfAccessWithAllAndNeverWithADatabase() {
        try (var recorder = Recorder.in(home)) {
            recorder.record(
                    new Story("shop").registered(),
                    new AccessEvent.TokenIssued("T1", "ci", "operator", List.of("shop"), "ab".repeat(32), null),
                    new AccessEvent.LoginFailed("root", "192.0.2.7", 12),
                    new AccessEvent.EvidenceExported("report", "csv", "eve", "192.0.2.8", "shop", null, null));
        }
        shell.type("history", "--all");
        assertThat(shell.out().replaceAll("\\s+", " "))
                .contains("- ann TokenIssued token T1 (ci) issued as operator for shop, until it is revoked")
                .contains("- ann LoginFailed login as root from 192.0.2.7 failed, 12 times")
                .contains("- ann EvidenceExported report on shop exported as csv to eve at 192.0.2.8");
        shell.type("history", "--all", "--json", "--type", "LoginFailed");
        assertThat(documents().getFirst()).containsEntry("target", null).containsEntry("runId", null);
        shell.type("history", "shop", "--json");
        assertThat(documents()).extracting(event -> event.get("type")).containsExactly("TargetRegistered");
        shell.type("status", "--json");
        assertThat(documents()).extracting(target -> target.get("target")).containsExactly("shop");
        shell.type("report", "--all", "--format", "json");
        assertThat(shell.out()).contains("\"shop\"").doesNotContain("192.0.2.7");
    }

    @Test
    void choosesByTargetRunAndTime() {
        record();
        assertThat(sequences("history", "--all")).hasSize(24);
        assertThat(sequences("history", "shop")).hasSize(23);
        assertThat(sequences("history", "shop", "--run", "R2")).containsExactly(17, 18, 19, 20, 21, 22);
        assertThat(sequences("history", "--all", "--since", "2026-11-22T12:00:23Z"))
                .containsExactly(23, 24);
        assertThat(sequences("history", "--all", "--until", "2026-11-22T14:00:02+02:00"))
                .containsExactly(1, 2);
        assertThat(sequences("history", "--all", "--as-of", "2026-11-22T12:00:03Z"))
                .containsExactly(1, 2, 3);
        assertThat(sequences("history", "--all", "--since", "-1h", "--until", "now"))
                .hasSize(24);
        assertThat(sequences("history", "--all", "--since", "-59m")).isEmpty();
        assertThat(sequences("history", "--all", "--since", "2026-11-22", "--until", "2026-11-22"))
                .hasSize(24);
        assertThat(sequences("history", "--all", "--until", "2026-11-21")).isEmpty();
    }

    @Test
    void saysSoWhenNothingAnswers() {
        record();
        shell.type("history", "shop", "--since", "now");
        assertThat(shell.out()).isEqualTo("No event is recorded that answers this.\n");
        shell.type("history", "shop", "--since", "now", "--json");
        assertThat(documents()).isEmpty();
    }

    @Test
    void refusesAnUnknownTargetNamingTheKnownOnes() {
        record();
        assertThatThrownBy(() -> shell.type("history", "shpo"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("expected one of 'desk', 'shop', found 'shpo'")
                .satisfies(failure ->
                        assertThat(((CommandFailure) failure).exitCode()).isEqualTo(ExitCode.USAGE));
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void refusesATypeThatNoEventHas() {
        record();
        assertThatThrownBy(() -> shell.type("history", "shop", "--type", "StepFaild"))
                .hasMessage("expected the type of an event, found 'StepFaild'")
                .satisfies(failure ->
                        assertThat(((CommandFailure) failure).remedy()).contains("StepFailed", "BackupProven"));
    }

    @Test
    void refusesATimeThatIsNone() {
        record();
        assertThatThrownBy(() -> shell.type("history", "shop", "--since", "yesterday"))
                .hasMessageStartingWith("expected for --since a time: RFC 3339")
                .hasMessageEndingWith("found 'yesterday'");
    }

    @Test
    void findsNothingInAFreshHomeAndCreatesNothing(@TempDir Path parent) throws Exception {
        var fresh = parent.resolve("no such home");
        var there = new Shell(fresh);
        there.type("history", "--all", "--json");
        assertThat(there.out().replaceAll("\\s", "")).isEqualTo("[]");
        assertThatThrownBy(() -> there.type("history", "shop"))
                .hasMessage("expected a target that was registered (there is none yet), found 'shop'");
        assertThat(Files.exists(fresh)).isFalse();
    }

    @Test
    void keepsHostileTextFromTheTerminal() {
        var hostile = "x'\"\u001b[2J\n\u202e; drop table timeline";
        try (var recorder = Recorder.in(home)) {
            recorder.record(
                    new Story(hostile).registered(), new Story(hostile).stepFailed("R", 1, "\u001b]0;", "\u009b31m"));
        }
        shell.type("history", hostile);
        assertThat(shell.out().codePoints().filter(c -> c != '\n'))
                .allMatch(c -> Character.getType(c) != Character.CONTROL && Character.getType(c) != Character.FORMAT);
        assertThat(shell.out()).contains("step 1, \\e]0;, failed: \\u{9b}31m");
        assertThatThrownBy(() -> shell.type("history", "other"))
                .hasMessage("expected one of 'x'\"\\e[2J\\n\\u{202e}; drop table timeline', found 'other'");
    }

    private void record() {
        try (var recorder = Recorder.in(home)) {
            recorder.record(new Story("shop").failedUpgradeAndRestore());
            recorder.record(new TargetEvent.TargetRetired("desk"));
        }
    }

    private List<Integer> sequences(String... arguments) {
        var typed = new ArrayList<>(List.of(arguments));
        typed.add("--json");
        assertThat(shell.type(typed.toArray(String[]::new))).isEqualTo(ExitCode.DONE);
        return documents().stream()
                .map(event -> (Integer) event.get("sequence"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> documents() {
        return (List<Map<String, Object>>) Json.parse(shell.out());
    }
}
