package dev.varve.query.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Json;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {

    private static final String MARKUP = "<script>alert('x')</script>";

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    private void recordAFailedUpgradeAndItsRestore() {
        try (var recorder = Recorder.in(home)) {
            recorder.because(Map.of("reason", "=HYPERLINK(\"http://x\")", "ticket", MARKUP))
                    .record(story.failedUpgradeAndRestore());
        }
    }

    @SuppressWarnings("unchecked") // JSON's own trees
    private Map<String, Object> json(String... words) {
        assertThat(shell.type(words)).isEqualTo(ExitCode.DONE);
        return (Map<String, Object>) Json.parse(shell.out());
    }

    @SuppressWarnings("unchecked") // likewise
    private static List<Map<String, Object>> rows(Map<String, Object> report, String list) {
        var database = ((List<Map<String, Object>>) report.get("databases")).getFirst();
        return (List<Map<String, Object>>) database.get(list);
    }

    private static Object inStory(Map<String, Object> run, String field) {
        return ((Map<?, ?>) run.get("story")).get(field);
    }

    @Test
    void namesEachRunWithItsStepsBackupAndEndAndHowLongTheWayBackTook() {
        recordAFailedUpgradeAndItsRestore();

        var report = json("report", "shop", "--format", "json");

        assertThat(rows(report, "runs"))
                .extracting(run -> inStory(run, "outcome"))
                .containsExactly("FAILED_NEEDS_RECOVERY", "SUCCEEDED");
        assertThat(rows(report, "failures")).singleElement().satisfies(failure -> {
            assertThat(failure).containsEntry("runId", "R1").containsEntry("recoveredBy", "R2");
            assertThat(failure.get("toRecoveryMillis")).isEqualTo(6_000);
        });
        assertThat(rows(report, "backups"))
                .extracting("id", "runId", "provenAt", "rows")
                .containsExactly(tuple("B1", "R1", "2026-11-22T12:00:08Z", 12));
    }

    @Test
    void givesTheLogsRootAsVerifyDoes() {
        recordAFailedUpgradeAndItsRestore();
        var log = (Map<?, ?>) json("report", "--all", "--json").get("log");

        var verdict = json("verify", "--json");

        assertThat(log.get("rootHash")).isEqualTo(verdict.get("rootHash"));
        assertThat(log.get("events")).isEqualTo(verdict.get("events"));
    }

    @Test
    void writesNoFormulaIntoACell() {
        recordAFailedUpgradeAndItsRestore();

        shell.type("report", "shop", "--format", "csv");

        assertThat(shell.out())
                .startsWith("record,database,runId,at,endedAt,kind,actor,host,reason,ticket,tool,outcome,")
                .contains("\"'=HYPERLINK(\"\"http://x\"\")\"")
                .doesNotContain(",=HYPERLINK")
                .contains("\nstep,shop,R1,2026-11-22T12:00:10Z,2026-11-22T12:00:11Z,")
                .contains("\nfailure,shop,R1,");
        assertThat(shell.out().lines().map(line -> line.split(",", -1)[0]).distinct())
                .containsExactly("record", "log", "database", "run", "step", "failure", "backup");
    }

    @Test
    void showsMarkupAsTextAndNeedsNothingFromElsewhere() {
        recordAFailedUpgradeAndItsRestore();

        shell.type("report", "shop", "--format", "html");

        assertThat(shell.out())
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("<link")
                .contains("&lt;script&gt;alert(")
                .contains("FAILED_NEEDS_RECOVERY")
                .contains("duplicate column name: meta")
                .contains("after 6.0 s, by run R2");
    }

    @Test
    void tellsOfAPeriodWhatTouchesIt() {
        recordAFailedUpgradeAndItsRestore();

        var later = json("report", "shop", "--format", "json", "--since", "2026-11-22T12:00:16Z");
        var earlier = json("report", "shop", "--format", "json", "--until", "2026-11-22T12:00:15Z");

        assertThat(rows(later, "runs")).extracting(run -> inStory(run, "runId")).doesNotContain("R1");
        assertThat(rows(earlier, "failures"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.get("recoveredBy"))
                        .as("as it was known then")
                        .isNull());
    }

    @Test
    void tellsDriftAndGapsInTheRecord() {
        try (var recorder = Recorder.in(home)) {
            recorder.record(
                    story.registered(),
                    new TargetEvent.DriftDetected("shop", "f-a1", "f-?", List.of("table chat: column note added")),
                    story.requested("R1", "upgrade"),
                    story.stepStarted("R1", 1, 1, "b2"),
                    new RunEvent.RunInterrupted("R1", "shop", "step 1 of 1, b2", "process 7 is gone", "f-?"),
                    story.requested("R2", "upgrade"));
        }

        var report = json("report", "shop", "--format", "json");

        assertThat(rows(report, "drift"))
                .extracting("difference")
                .containsExactly(List.of("table chat: column note added"));
        assertThat(rows(report, "gaps"))
                .extracting("runId", "what")
                .containsExactly(
                        tuple(
                                "R1",
                                "nobody recorded this run's end when it came; the last announced act is step 1 of 1, b2"),
                        tuple(
                                "R2",
                                "no end of this run is recorded; the last announced act is the request; nothing was touched"));
        assertThat(rows(report, "failures"))
                .extracting("runId", "neededRecovery")
                .containsExactly(tuple("R1", true), tuple("R2", false));
    }

    @Test
    void saysThatFactsWaitOutsideOfTheLog() throws Exception {
        recordAFailedUpgradeAndItsRestore();
        var spool = Files.createDirectories(home.resolve("spool")).resolve("R9.spool");
        Files.writeString(spool, "a fact");
        var words = "observed facts wait for the event store in " + spool;

        assertThat(json("report", "shop", "--json").get("waiting")).asString().startsWith(words);
        shell.type("report", "shop", "--format", "html");
        assertThat(shell.out()).contains(words);
        shell.type("report", "shop", "--format", "csv");
        assertThat(shell.out()).contains("\ngap,,,,").contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "report nobody --format html | one of 'shop' | run 'varve target list'",
                "report shop | the format html, csv or json, found none | give --format html, csv or json",
                "report shop --format pdf | reserved for a later release | give --format html, csv or json",
                "report shop --format xls | found 'xls' | give --format html, csv or json",
                "report shop --format csv --since 2026-11-23 --until 2026-11-22 | --since before --until | exchange them"
            })
    void refusesWhatItCannotWrite(String typed, String words, String remedy) {
        recordAFailedUpgradeAndItsRestore();

        assertThatThrownBy(() -> shell.type(typed.split(" ")))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).contains(remedy);
                })
                .hasMessageContaining(words);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void saysSoWhereThereIsNoStore() {
        assertThatThrownBy(() -> shell.type("report", "--all", "--format", "html"))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
    }
}
