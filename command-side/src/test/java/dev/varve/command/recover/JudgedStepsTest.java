package dev.varve.command.recover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Home;
import dev.varve.command.run.KnownPast;
import dev.varve.command.run.LeftLedgers;
import dev.varve.command.run.PastReader;
import dev.varve.command.run.Watch;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetSettings;
import dev.varve.engine.verdict.StatementVerdict;
import dev.varve.engine.verdict.StepVerdicts;
import dev.varve.events.RecordedVerdict;
import dev.varve.events.RunEvent.StatementsJudged;
import dev.varve.events.RunEvent.StepStarted;
import dev.varve.store.RecordedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that was left open by a run which a release settled that judged nothing. */
class JudgedStepsTest {

    private static final String RAN = """
            {"revision":"b2","ordinal":1,"event":"start","connection":1,"inTransaction":false,"autocommit":true,"sql":"create table two (id int)"}
            {"revision":"b2","ordinal":1,"event":"end","connection":1,"inTransaction":false,"sql":null,"error":null,"lost":null}
            """;

    @TempDir
    Path folder;

    private final JudgedSteps steps = new JudgedSteps();

    @BeforeEach
    void leaveALedger() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("run-1")).resolve("ledger.jsonl"), RAN);
    }

    @Test
    void judgesByTheLedgerInThisHomeWhatNobodyJudged() throws Exception {
        var judged = steps.of(watch("sqlite", "sqlite:///" + folder.resolve("app.db")), "run-1", ledgers());

        assertThat(judged).singleElement().satisfies(step -> {
            assertThat(step.kept()).isEqualTo(1);
            assertThat(step.statements().getFirst().verdict()).isEqualTo(StatementVerdict.KEPT);
        });
    }

    @Test
    void takesNoCommitOfAKilledH2ForKept() throws Exception {
        var judged = steps.of(watch("h2", "jdbc:h2:file:" + folder.resolve("app")), "run-1", ledgers());

        assertThat(judged).singleElement().satisfies(step -> {
            assertThat(step.kept()).isZero();
            assertThat(step.unknown()).isEqualTo(1);
        });
    }

    @Test
    void saysWhereTheLedgerIsNot() throws Exception {
        var elsewhere = new LeftLedgers(run -> folder.resolve("another home"));

        var judged = steps.of(watch("sqlite", "sqlite:///" + folder.resolve("app.db")), "run-1", elsewhere);

        assertThat(judged)
                .containsExactly(StepVerdicts.notJudged(
                        "b2",
                        "the run's statement ledger is not in this home, at "
                                + folder.resolve("another home/ledger.jsonl")));
    }

    @Test
    void judgesNothingAgainThatIsOnRecord() throws Exception {
        steps.add(new StatementsJudged(
                "run-1",
                "app",
                "b2",
                0,
                0,
                1,
                List.of(new RecordedVerdict(1, "create table two (id int)", "UNKNOWN", "nobody saw it")),
                null));

        var judged = steps.of(watch("sqlite", "sqlite:///" + folder.resolve("app.db")), "run-1", ledgers());

        assertThat(judged).singleElement().satisfies(step -> {
            assertThat(step.unknown()).isEqualTo(1);
            assertThat(step.statements().getFirst().why()).isEqualTo("nobody saw it");
        });
        assertThat(steps.of(watch("sqlite", "sqlite:///" + folder.resolve("app.db")), "run-2", ledgers()))
                .isEmpty();
    }

    private LeftLedgers ledgers() {
        return new LeftLedgers(folder::resolve);
    }

    private Watch watch(String kind, String database) throws IOException {
        var settings = new TargetSettings(
                "flyway", folder.toString(), database, kind, folder.toString(), List.of(), null, null, null, List.of());
        var access = TargetAccess.of("app", settings, new Home(folder.resolve("home")), Clock.systemUTC(), Map.of());
        return new Watch(access, null, pastWithAnOpenStep());
    }

    private static KnownPast pastWithAnOpenStep() {
        var reader = new PastReader();
        var started = new StepStarted("run-1", "app", 1, 1, "b2", "message", List.of(), "f1");
        reader.add(new RecordedEvent(1, "id", "StepStarted", "1", Instant.EPOCH, "run-1", 1, Map.of(), started, "{}"));
        return reader.past();
    }
}
