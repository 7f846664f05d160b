package dev.varve.query.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Json;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.projection.Views;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void tellsWhatIsKnownAndWhatToDoNext() {
        record(story.failedUpgradeAndRestore());
        assertThat(shell.type("status", "shop")).isEqualTo(ExitCode.PENDING);
        assertThat(shell.out()).isEqualTo("""
                        shop       PENDING
                        database   sqlite:////srv/app.db (alembic)
                        current    a1
                        heads      c3
                        pending    b2, c3
                        findings   none
                        looked at  2026-11-22 12:00:23
                        backup     B1, proven 2026-11-22 12:00:08 UTC: /b/B1
                        last run   restore R2 SUCCEEDED, 2026-11-22 12:00:21 UTC
                        next       varve plan shop, then varve upgrade shop
                        as of      event 23, 2026-11-22 12:00:23 UTC
                        """);
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void goesBackToAMoment() {
        record(story.failedUpgradeAndRestore());
        assertThat(shell.type("status", "shop", "--as-of", "2026-11-22T12:00:16Z"))
                .isEqualTo(ExitCode.NEEDS_RECOVERY);
        assertThat(shell.out())
                .startsWith("shop       PARTIAL, NEEDS RECOVERY\n")
                .contains("findings   1 ERROR, 1 INFO\n")
                .contains("last run   upgrade R1 FAILED_NEEDS_RECOVERY, 2026-11-22 12:00:15 UTC: step 2 failed\n")
                .contains("next       varve restore shop B1\n");
        assertThatThrownBy(() -> shell.type("status", "shop", "--as-of", "-2h"))
                .hasMessage("expected a target that was registered (there is none yet), found 'shop'");
    }

    @Test
    void showsWhoHoldsAnOpenRunAndWhatItWasAboutToDo() {
        record(story.failedUpgradeAndRestore().subList(0, 12));
        shell.type("status", "shop", "--json");
        var open = (Map<?, ?>) document().get("openRun");
        assertThat(open.get("lastIntent")).isEqualTo("step 2 of 2, c3");
        assertThat(open.get("runId")).isEqualTo("R1");
        assertThat(((Map<?, ?>) open.get("holder")).get("pid")).isEqualTo(4711);
        shell.type("status", "shop");
        assertThat(shell.out().replaceAll("\\s+", " "))
                .contains("open run upgrade R1 since 2026-11-22 12:00:03 UTC, by ann, process 4711 on db1;"
                        + " last intent: step 2 of 2, c3");
    }

    @Test
    void writesEveryFieldAlsoWhereNothingIsKnown() {
        record(List.of(story.registered()));
        assertThat(shell.type("status", "shop", "--json")).isEqualTo(ExitCode.USAGE);
        assertThat(document().keySet())
                .containsExactly(
                        "target",
                        "tool",
                        "database",
                        "retired",
                        "state",
                        "needsRecovery",
                        "current",
                        "heads",
                        "pending",
                        "fingerprint",
                        "diagnosedAt",
                        "openRun",
                        "lastRun",
                        "lastProvenBackup",
                        "findings",
                        "sequence",
                        "at");
        assertThat(document()).containsEntry("state", null).containsEntry("lastRun", null);
    }

    @Test
    void endsWithTheGravestOfAllTargets() {
        record(List.of(
                new Story("a").diagnosed("UP_TO_DATE", List.of("c3"), List.of()),
                new Story("b").diagnosed("PENDING", List.of("a1"), List.of("c3"))));
        assertThat(shell.type("status")).isEqualTo(ExitCode.PENDING);
        assertThat(shell.out()).matches("(?s)TARGET .*\na +UP_TO_DATE .*\nb +PENDING .*");
        record(List.of(new Story("c").diagnosed("DIVERGED", List.of("a1"), List.of())));
        assertThat(shell.type("status")).isEqualTo(ExitCode.NEEDS_RECOVERY);
        record(List.of(new TargetEvent.TargetRetired("b"), new TargetEvent.TargetRetired("c")));
        assertThat(shell.type("status")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void neverSaysHealthyWhileAFindingIsAnError() {
        record(List.of(story.diagnosed("UP_TO_DATE", List.of("c3"), List.of(), story.finding("ROWS_LOST", "ERROR"))));
        assertThat(shell.type("status", "shop")).isEqualTo(ExitCode.NEEDS_RECOVERY);
        record(List.of(story.diagnosed("UNREACHABLE", List.of(), List.of(), story.finding("HOT_JOURNAL", "ERROR"))));
        assertThat(shell.type("status", "shop")).isEqualTo(ExitCode.USAGE);
        record(List.of(story.diagnosed("UP_TO_DATE", List.of("c3"), List.of(), story.finding("STALE_WAL", "WARNING"))));
        assertThat(shell.type("status", "shop")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void saysHowToBeginInAFreshHome() {
        assertThat(shell.type("status")).isEqualTo(ExitCode.DONE);
        assertThat(shell.out())
                .startsWith("No database is under watch in " + home + ". Register one with: varve target add NAME");
        shell.type("status", "--json");
        assertThat(shell.out().replaceAll("\\s", "")).isEqualTo("[]");
        assertThatThrownBy(() -> shell.type("status", "shop"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("expected a target that was registered (there is none yet), found 'shop'");
    }

    @Test
    void replaysInMemoryAndSaysSoWhenTheViewsCannotBeKept() throws Exception {
        Files.createDirectory(home.resolve("views.db"));
        record(story.failedUpgradeAndRestore());
        assertThat(shell.type("status", "shop")).isEqualTo(ExitCode.PENDING);
        assertThat(shell.out()).startsWith("shop       PENDING\n");
        assertThat(shell.err())
                .startsWith("varve: the views cannot be kept (expected the views in " + home.resolve("views.db"))
                .endsWith("; replaying the events in memory instead\n");
    }

    @Test
    void leavesTheViewsToAServerThatHoldsThemAndTellsHowFarTheyAre() {
        record(List.of(story.registered()));
        shell.type("status");
        try (var views = Views.open(home.resolve("views.db"));
                var transaction = views.begin()) {
            transaction.claim("node-1", Recorder.NOON.plusSeconds(3600));
            transaction.commit();
        }
        record(List.of(new TargetEvent.TargetRetired("shop")));
        shell.type("status", "shop", "--json");
        assertThat(document()).containsEntry("sequence", 1).containsEntry("retired", false);
        assertThat(shell.err())
                .isEqualTo("varve: the server node-1 holds the views and has not taken every event in;"
                        + " this is what they say at event 1\n");
    }

    @Test
    void stopsAtAnEventThatAViewCannotTakeIn() {
        record(List.of(new TargetEvent.BackupProven("shop", "R", "B", "s", "f", null)));
        assertThatThrownBy(() -> shell.type("status"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("expected the view 'timeline' to take in event 1 (")
                .satisfies(failure ->
                        assertThat(((CommandFailure) failure).exitCode()).isEqualTo(ExitCode.FAULT))
                .satisfies(failure ->
                        assertThat(((CommandFailure) failure).remedy()).contains("varve verify"));
    }

    private void record(List<? extends VarveEvent> events) {
        try (var recorder = Recorder.in(home)) {
            recorder.record(events);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> document() {
        return (Map<String, Object>) Json.parse(shell.out());
    }
}
