package dev.varve.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.verdict.JudgedStatement;
import dev.varve.engine.verdict.StatementVerdict;
import dev.varve.engine.verdict.Verdicts;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each verdict is compared with what is in the database afterwards. */
class FlywayVerdictTest {

    @TempDir
    Path folder;

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    private Bench bench() throws Exception {
        var address = new PostgresAddress(
                "localhost", database.server().port(), database.name(), PostgresServer.ADMIN, new TreeMap<>());
        return new Bench(folder, PostgresDatabase.at(address, ""))
                .script("V1__one.sql", "create table one (id integer);")
                .script(
                        "V2__two.sql",
                        "create table two (id integer);",
                        "insert into missing values (1);",
                        "create table three (id integer);");
    }

    private List<String> tables() {
        return database.texts("SELECT relname FROM pg_class WHERE relname IN ('one', 'two', 'three') ORDER BY relname");
    }

    /** Flyway sets the search path in a step, too. */
    private static List<StatementVerdict> ofTheScript(Bench bench, String revision) {
        return Verdicts.of(bench.ledger(), bench.database).about(revision).statements().stream()
                .filter(statement ->
                        statement.sql().startsWith("create") || statement.sql().startsWith("insert"))
                .map(JudgedStatement::verdict)
                .toList();
    }

    @Test
    void aFailedScriptInATransactionIsRolledBackAndTheOneBeforeKept() throws Exception {
        var bench = bench();

        bench.upgrade("head");

        assertThat(ofTheScript(bench, "1")).containsExactly(StatementVerdict.KEPT);
        assertThat(ofTheScript(bench, "2")).containsExactly(StatementVerdict.ROLLED_BACK, StatementVerdict.ROLLED_BACK);
        assertThat(tables()).containsExactly("one");
        assertThat(Files.readString(bench.ledger()))
                .contains("\"event\":\"transactionId\"", "\"event\":\"committing\"", "\"event\":\"committed\"");
    }

    @Test
    void aFailedScriptOutsideOfATransactionKeepsWhatRanBeforeItsFailure() throws Exception {
        var bench = bench().script("V2__two.sql.conf", "executeInTransaction=false")
                .configured(
                        "flyway.conf", "flyway.locations=filesystem:sql", "flyway.postgresql.transactional.lock=false");

        bench.upgrade("head");

        assertThat(ofTheScript(bench, "2")).containsExactly(StatementVerdict.KEPT, StatementVerdict.ROLLED_BACK);
        assertThat(tables()).containsExactly("one", "two");
    }

    @Test
    void aCopyOnWhichNobodyElseMigratesIsNotWaitedFor() throws Exception {
        var bench = bench().script("V2__two.sql", "create unique index concurrently one_id on one (id);");

        bench.upgrade(bench.tool().pointedAt(bench.database), "head");

        assertThat(database.texts("SELECT version FROM flyway_schema_history WHERE success ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @Test
    void nothingIsBegunThatWouldWaitForFlywaysOwnLock() throws Exception {
        var bench = bench().script("V2__two.sql", "create unique index concurrently one_id on one (id);");

        assertThatThrownBy(() -> bench.upgrade("head"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("create unique index concurrently one_id on one (id)")
                .hasMessageContaining("would wait for ever for Flyway's own lock");
        assertThat(tables()).isEmpty();

        bench.upgrade("1");
        bench.configured(
                "flyway.conf", "flyway.locations=filesystem:sql", "flyway.postgresql.transactional.lock=false");
        bench.upgrade("head");

        assertThat(database.texts("SELECT indisvalid FROM pg_index WHERE indexrelid = 'one_id'::regclass"))
                .containsExactly("t");
    }
}
