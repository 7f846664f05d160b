package dev.varve.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation.StatementStarting;
import dev.varve.engine.observation.Observation.StepFailed;
import dev.varve.engine.tool.MigrationResult.Ending;
import dev.varve.engine.tool.ToolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlywayBreakageTest {

    @TempDir
    Path folder;

    private Bench onSqlite() throws Exception {
        return Bench.onSqlite(folder)
                .script("V1__one.sql", "create table one (id integer);")
                .script("V2__two.sql", "create table two (id integer);", "create table three (id integer);");
    }

    @Test
    void killedInsideATransactionLeavesNoTraceAndTheLedgerNamesTheStatement() throws Exception {
        var bench = onSqlite();

        assertThat(KilledMidScript.run(folder, "2", 2)).isEqualTo(137);

        assertThat(bench.tool().look().current()).containsExactly("1");
        assertThat(bench.file().tables()).containsExactly("flyway_schema_history", "one");
        assertThat(Files.readAllLines(bench.ledger()).getLast())
                .contains("\"revision\":\"2\",\"ordinal\":2,\"event\":\"start\",")
                .contains("\"sql\":\"create table three");
        assertThat(bench.upgrade("head").applied()).containsExactly("2");
    }

    @Test
    void killedOutsideATransactionLeavesTablesThatTheHistoryDoesNotKnow() throws Exception {
        var bench = onSqlite().script("V2__two.sql.conf", "executeInTransaction=false");

        assertThat(KilledMidScript.run(folder, "2", 2)).isEqualTo(137);

        assertThat(bench.tool().look().current()).containsExactly("1");
        assertThat(bench.tool().look().findings()).isEmpty();
        assertThat(bench.file().tables()).contains("two").doesNotContain("three");
        var retry = bench.upgrade("head");
        assertThat(retry.ending()).isEqualTo(Ending.FAILED);
        assertThat(retry.failure().message()).contains("table two already exists");
    }

    @Test
    void failedOutsideATransactionLeavesAFailedRowThatForbidsARetry() throws Exception {
        var bench = onSqlite()
                .script("V2__two.sql", "create table two (id integer);", "create table one (id integer);")
                .script("V2__two.sql.conf", "executeInTransaction=false");

        var result = bench.upgrade("head");

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.failure().inTransaction()).isFalse();
        assertThat(bench.file().tables()).contains("two");
        assertThat(bench.tool().look().findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.FAILED_HISTORY_ROW);
        assertThatThrownBy(() -> bench.upgrade("head")).isInstanceOf(ToolException.class);
        assertThat(bench.tool().repair().removed()).containsExactly("2");
        assertThat(bench.file().tables()).contains("two");
        assertThat(bench.upgrade("head").failure().message()).contains("table two already exists");
    }

    @Test
    void stoppedOutsideATransactionSaysSoInTheHistory() throws Exception {
        var bench = onSqlite().script("V2__two.sql.conf", "executeInTransaction=false");
        var asked = new AtomicBoolean();
        bench.stop = asked::get;
        bench.observer = seen -> {
            bench.seen.add(seen);
            asked.compareAndSet(
                    false,
                    seen instanceof StatementStarting starting && starting.sql().contains("two"));
        };

        var result = bench.upgrade("head");

        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(bench.seen(StepFailed.class))
                .singleElement()
                .satisfies(
                        failed -> assertThat(failed.failure().message()).isEqualTo("stopped: nothing further begins"));
        assertThat(bench.file().tables()).contains("two").doesNotContain("three");
        assertThat(bench.tool().look().findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.FAILED_HISTORY_ROW);
    }

    @Test
    void h2CommitsItsDdlSoThatAFailureLeavesTablesAndAFailedRow() throws Exception {
        var bench = new Bench(folder, RealFile.h2(folder.resolve("app")))
                .script("V1__one.sql", "create table one (id integer);")
                .script(
                        "V2__two.sql",
                        "create table two (id integer);",
                        "insert into two values (1), (2);",
                        "create table one (id integer);");

        var result = bench.upgrade("head");

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.applied()).containsExactly("1");
        assertThat(result.failure().type()).isEqualTo("org.h2.jdbc.JdbcSQLSyntaxErrorException");
        assertThat(result.failure().message()).contains("Table \"ONE\" already exists");
        assertThat(result.failure().statementOrdinal()).isEqualTo(3);
        assertThat(bench.file().tables()).contains("TWO");
        assertThat(bench.tool().look().findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.FAILED_HISTORY_ROW);
    }

    @Test
    void tellsTwoScriptsOfOneVersionAsABrokenHistory() throws Exception {
        var bench = onSqlite().script("V2__again.sql", "select 1;");

        assertThat(bench.tool().look().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.BROKEN_HISTORY);
            assertThat(finding.message()).contains("Found more than one migration with version 2");
        });
        assertThatThrownBy(() -> bench.upgrade("head")).isInstanceOf(ToolException.class);
    }
}
