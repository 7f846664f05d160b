package dev.varve.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.observation.Observation.StatementFinished;
import dev.varve.engine.observation.Observation.StatementStarting;
import dev.varve.engine.observation.Observation.StepStarting;
import dev.varve.engine.observation.Observation.StepSucceeded;
import dev.varve.engine.observation.Observation.TransactionChanged;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationResult.Ending;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlywayStepsTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void threeVersionsAndAView() throws Exception {
        bench = Bench.withThreeVersionsAndAView(folder);
    }

    @Test
    void runsEachMigrationAsAStepWithItsStatementsRowsAndFingerprints() {
        var result = bench.upgrade("head");

        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(result.applied()).containsExactly("1", "2", "3", "R:titles");
        assertThat(bench.seen(StepStarting.class))
                .extracting(StepStarting::ordinal, StepStarting::revision, StepStarting::total)
                .containsExactly(tuple(1, "1", 4), tuple(2, "2", 4), tuple(3, "3", 4), tuple(4, "R:titles", 4));
        var second = bench.seen(StepSucceeded.class).get(1);
        assertThat(second.statements()).isEqualTo(2);
        assertThat(second.rowsAffected()).isEqualTo(5);
        assertThat(bench.seen(StepSucceeded.class).get(0).fingerprint())
                .isEqualTo(bench.seen(StepStarting.class).get(1).fingerprint());
        assertThat(bench.seen(StepSucceeded.class).getLast().fingerprint())
                .isEqualTo(bench.database.schema().fingerprint());
        assertThat(bench.seen(StatementFinished.class).get(1).rows()).isEqualTo(3);
    }

    @Test
    void countsRowsOnlyForStatementsThatChangeRows() throws Exception {
        bench.script(
                "V4__mixed.sql",
                "-- three of chat\ninsert into note select id from chat;",
                "create index note_id on note (id);",
                "alter table note add column at text;",
                "/* all */ delete from note;");

        bench.upgrade("4");

        assertThat(bench.seen(StatementFinished.class))
                .extracting(StatementFinished::rows)
                .containsExactly(null, 3L, 2L, null, 3L, null, null, 3L, null, null);
        assertThat(bench.seen(StepSucceeded.class))
                .extracting(StepSucceeded::rowsAffected)
                .containsExactly(0L, 5L, 0L, 6L, 0L);
    }

    @Test
    void tellsTransactionsInOrderAroundTheStatements() throws Exception {
        Files.delete(folder.resolve("sql/R__titles.sql"));
        bench.upgrade("1");

        assertThat(bench.seen)
                .extracting(seen -> seen.getClass().getSimpleName())
                .containsExactly(
                        "ToolStarting",
                        "ToolConnected",
                        "StepStarting",
                        "TransactionChanged",
                        "StatementStarting",
                        "StatementFinished",
                        "StepApplied",
                        "TransactionChanged",
                        "StepSucceeded");
        assertThat(bench.seen(TransactionChanged.class))
                .extracting(TransactionChanged::kind)
                .containsExactly(TransactionChanged.Kind.BEGIN, TransactionChanged.Kind.COMMIT);
        assertThat(bench.seen(StatementStarting.class).getFirst().inTransaction())
                .isTrue();
    }

    @Test
    void writesEveryStatementToTheLedgerBeforeItRuns() throws Exception {
        var readBefore = new ArrayList<String>();
        bench.observer = seen -> {
            if (seen instanceof StatementStarting) {
                readBefore.add(lastLine());
            }
        };

        bench.upgrade("2");

        assertThat(readBefore).hasSize(5).allMatch(line -> line.contains("\"event\":\"start\""));
        assertThat(readBefore.get(1))
                .isEqualTo("{\"at\":\"2026-11-22T12:00:00Z\",\"revision\":\"2\",\"ordinal\":1,\"event\":\"start\","
                        + "\"connection\":1,\"inTransaction\":true,\"autocommit\":false,\"durationMillis\":null,"
                        + "\"rows\":null,\"sql\":\"insert into chat (title) values ('a'), ('b'), ('c')\"}");
        assertThat(Files.readAllLines(bench.ledger()))
                .filteredOn(line -> !line.contains("\"ordinal\":null"))
                .hasSize(10);
    }

    private String lastLine() {
        try {
            return Files.readAllLines(bench.ledger()).getLast();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "H2"})
    void endsAtTheVersionThatWasAskedForAndRunsTheRepeatablesAsPlainFlywayDoes(DatabaseKind kind) throws Exception {
        bench.script("R__also.sql", "drop view if exists also;", "create view also as select id from chat;");
        var on = on(kind, "guarded");

        var planned = on.tool().plan(Destination.up("2"));
        var result = on.upgrade("2");

        assertThat(result.ending()).as(String.valueOf(result.failure())).isEqualTo(Ending.FINISHED);
        assertThat(planned)
                .extracting(PlannedStep::revision, PlannedStep::to)
                .containsExactly(
                        tuple("1", List.of("1")),
                        tuple("2", List.of("2")),
                        tuple("R:also", List.of("2")),
                        tuple("R:titles", List.of("2")));
        assertThat(result.applied()).containsExactly("1", "2", "R:also", "R:titles");
        assertThat(on.file().rows(SCRIPTS_IN_ORDER)).isEqualTo(ranByPlainFlyway(kind, "2"));
        assertThat(on.tool().look().current()).containsExactly("2");
        assertThat(on.upgrade("+1").applied()).containsExactly("3");
        assertThat(on.upgrade("head").applied()).isEmpty();
    }

    private static final String SCRIPTS_IN_ORDER =
            "select \"script\" from \"flyway_schema_history\" where \"script\" like '%.sql' order by \"installed_rank\"";

    private Bench on(DatabaseKind kind, String name) throws Exception {
        var database = switch (kind) {
            case SQLITE -> RealFile.sqlite(folder.resolve(name + ".db"));
            case H2 -> RealFile.h2(folder.resolve(name));
            case POSTGRESQL -> throw new IllegalArgumentException("no file: " + name);
        };
        return new Bench(folder, database).script("V2__fill_chat.sql", "insert into chat (id, title) values (1, 'a');");
    }

    private List<String> ranByPlainFlyway(DatabaseKind kind, String target) throws Exception {
        var plain = on(kind, "plain");
        Flyway.configure()
                .dataSource(JdbcSource.changing(plain.database, "varve tool", null, same -> same))
                .locations("filesystem:" + folder.resolve("sql"))
                .target(target)
                .loggers("slf4j")
                .load()
                .migrate();
        return plain.file().rows(SCRIPTS_IN_ORDER);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "H2"})
    void runsARepeatableThatChangedAtTheVersionThatTheDatabaseHasAndNoVersionBeyond(DatabaseKind kind)
            throws Exception {
        var on = on(kind, "guarded");
        on.upgrade("2");
        on.script("R__titles.sql", "drop view if exists titles;", "create view titles as select id from chat;");

        var again = on.upgrade("2");

        assertThat(again.ending()).as(String.valueOf(again.failure())).isEqualTo(Ending.FINISHED);
        assertThat(again.applied()).containsExactly("R:titles");
        assertThat(on.tool().look().current()).containsExactly("2");
        assertThat(on.upgrade("+0").applied()).isEmpty();
        assertThat(on.upgrade("head").applied()).containsExactly("3");
        on.script("R__titles.sql", "drop view if exists titles;", "create view titles as select title from chat;");
        assertThat(on.upgrade("1")).returns(Ending.FINISHED, MigrationResult::ending);
        assertThat(on.tool().look().current()).containsExactly("3");
    }

    @Test
    void runsARepeatableAgainWhenItsTextChanged() throws Exception {
        bench.upgrade("head");
        bench.script(
                "R__titles.sql", "drop view if exists titles;", "create view titles as select id, title from chat;");

        assertThat(bench.tool().plan(Destination.up("head")))
                .extracting(step -> step.revision())
                .containsExactly("R:titles");
        assertThat(bench.upgrade("head").applied()).containsExactly("R:titles");
        assertThat(bench.tool().look().findings()).isEmpty();
    }

    @Test
    void tellsTheFailingStatementItsLineAndItsError() throws Exception {
        bench.script(
                "V4__break.sql",
                "create table one (id int);",
                "",
                "create table two (id int);",
                "create table one (id int);");

        var result = bench.upgrade("4");

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.applied()).containsExactly("1", "2", "3");
        assertThat(result.failedRevision()).isEqualTo("4");
        assertThat(result.failure().type()).isEqualTo("org.sqlite.SQLiteException");
        assertThat(result.failure().message()).contains("table one already exists");
        assertThat(result.failure().detail()).isEqualTo("V4__break.sql, line 4");
        assertThat(result.failure().statement()).isEqualTo("create table one (id int)");
        assertThat(result.failure().statementOrdinal()).isEqualTo(3);
        assertThat(result.failure().inTransaction()).isTrue();
        assertThat(bench.file().tables()).doesNotContain("one", "two");
        assertThat(bench.seen(TransactionChanged.class).getLast().kind()).isEqualTo(TransactionChanged.Kind.ROLLBACK);
        assertThat(folder.resolve("output.txt")).content().contains("table one already exists");
    }

    @Test
    void refusesADowngradeAndAnUnknownDestinationWithWhatItExpected() {
        assertThatThrownBy(() -> bench.tool().plan(Destination.down("-1")))
                .isInstanceOf(ToolException.class)
                .hasMessage("expected a destination ahead, found a downgrade: Flyway without a licence has no undo");
        assertThatThrownBy(() -> bench.upgrade("99"))
                .isInstanceOf(ToolException.class)
                .hasMessage("expected head, +N or one of the versions [1, 2, 3], found '99'");
        assertThatThrownBy(() -> bench.upgrade("no such"))
                .hasMessage("expected head, +N or one of the versions [1, 2, 3], found 'no such'");
    }

    @Test
    void previewsTheScriptsWithPlaceholdersPutIn() throws Exception {
        bench.configured(
                        "flyway.toml",
                        "[flyway]",
                        "locations = ['filesystem:sql']",
                        "[flyway.placeholders]",
                        "who = 'O’Brien'")
                .script("V4__who.sql", "insert into chat (title) values ('${who}');");

        assertThat(bench.tool().previewSql(Destination.up("head")))
                .contains("-- 1 create chat\ncreate table chat")
                .contains("-- 4 who\ninsert into chat (title) values ('O’Brien');");
        assertThat(bench.upgrade("4").applied()).contains("4");
        assertThat(List.of("O’Brien")).isEqualTo(readTitles());
    }

    private List<String> readTitles() throws Exception {
        return bench.file().rows("select title from chat where title like 'O%'");
    }
}
