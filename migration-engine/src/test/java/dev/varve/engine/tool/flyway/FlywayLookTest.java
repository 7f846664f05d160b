package dev.varve.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.ToolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlywayLookTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void twoVersions() throws Exception {
        bench = Bench.onSqlite(folder)
                .script("V1__one.sql", "create table one (id integer primary key);")
                .script("V3__three.sql", "create table three (id integer primary key);")
                .script("R__late.sql", "drop view if exists late; create view late as select id from one;");
    }

    private Finding only(FindingCode code) {
        return bench.tool().look().findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsTheGraphWithoutCreatingHistoryOrDatabase() throws Exception {
        var look = bench.tool().look();

        assertThat(look.graph().revisions()).extracting(Revision::id).containsExactly("1", "3", "R:late");
        assertThat(look.graph().heads()).containsExactly("R:late");
        assertThat(look.graph().find("1").orElseThrow().sha256()).hasSize(64);
        assertThat(look.current()).isEmpty();
        assertThat(look.currentKnown()).isTrue();
        assertThat(look.versionTables()).containsExactly("flyway_schema_history");
        assertThat(look.findings()).isEmpty();
        assertThat(bench.file().tables()).isEmpty();
        assertThat(Files.size(folder.resolve("app.db"))).isZero();
    }

    @Test
    void doesNotCreateAMissingDatabaseAndStillTellsTheScripts() throws Exception {
        Files.delete(folder.resolve("app.db"));

        var look = bench.tool().look();

        assertThat(look.currentKnown()).isFalse();
        assertThat(look.graph().revisions()).hasSize(3);
        assertThat(folder.resolve("app.db")).doesNotExist();
        assertThatThrownBy(() -> bench.upgrade("head")).isInstanceOf(ToolException.class);
        assertThat(folder.resolve("app.db")).doesNotExist();
    }

    @Test
    void doesNotCreateAMissingH2DatabaseByLooking() throws Exception {
        var missing = RealFile.missingH2(folder.resolve("none"));

        assertThat(bench.tool().pointedAt(missing).look().currentKnown()).isFalse();
        assertThat(folder.resolve("none.mv.db")).doesNotExist();
    }

    @Test
    void looksAtAWriteProtectedDatabase() throws Exception {
        bench.upgrade("1");
        folder.resolve("app.db").toFile().setReadOnly();

        assertThat(bench.tool().look().current()).containsExactly("1");
        assertThat(bench.tool().look().graph().pending(bench.tool().look().current()))
                .extracting(Revision::id)
                .containsExactly("3");
    }

    @Test
    void namesAFailedRowAndRefusesToGoOnAfterIt() throws Exception {
        bench.upgrade("1");
        bench.file()
                .execute(
                        "insert into flyway_schema_history values (3, '3', 'three', 'SQL', 'V3__three.sql', 1, '', '2026-01-01 00:00:00', 5, 0)");

        var finding = only(FindingCode.FAILED_HISTORY_ROW);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.message())
                .isEqualTo("expected every row of flyway_schema_history to be a success, found that 3 'three' failed;"
                        + " Flyway refuses to go on, and what the script did before it failed may be there");
        assertThat(finding.remedy()).startsWith("varve restore NAME BACKUP-ID");
        assertThat(bench.tool().look().current()).containsExactly("1");
        assertThatThrownBy(() -> bench.upgrade("head"))
                .isInstanceOf(ToolException.class)
                .hasMessage("expected a history without failures, found that 3 failed before");
    }

    @Test
    void namesAScriptThatWasChangedAfterItWasApplied() throws Exception {
        bench.upgrade("head");
        bench.script("V1__one.sql", "create table one (id integer primary key, more text);");

        assertThat(only(FindingCode.CHECKSUM_MISMATCH).message())
                .startsWith("expected the script of 1 'one' as it was when applied (checksum ")
                .contains("), found it changed (checksum ");
        bench.script("V4__four.sql", "create table four (id integer);");
        assertThatThrownBy(() -> bench.upgrade("head"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("checksum mismatch");
        assertThat(bench.file().tables()).doesNotContain("four");
    }

    @Test
    void namesAnAppliedRevisionWhoseScriptIsMissing() throws Exception {
        bench.upgrade("head");
        Files.delete(folder.resolve("sql/V3__three.sql"));

        var look = bench.tool().look();

        assertThat(only(FindingCode.UNKNOWN_REVISION).message())
                .isEqualTo("expected a script for every applied migration, found none for 3 'three'");
        assertThat(look.current()).containsExactly("3");
        assertThat(look.graph().contains("3")).isFalse();
    }

    @Test
    void tellsAVersionThatCameLateAndRunsItOnlyOutOfOrder() throws Exception {
        bench.upgrade("head");
        bench.script("V2__late.sql", "create table late_one (id integer primary key);");

        assertThat(only(FindingCode.SKIPPED_REVISION).message())
                .isEqualTo("expected every version below the current one to be applied, found that 2 'late' never was,"
                        + " and never will be without outOfOrder");
        assertThat(bench.tool().plan(Destination.up("head"))).isEmpty();

        bench.configured("flyway.conf", "flyway.locations=filesystem:sql", "flyway.outOfOrder=true");
        var look = bench.tool().look();
        assertThat(look.findings()).isEmpty();
        assertThat(look.graph().pending(look.current()))
                .extracting(Revision::id)
                .containsExactly("2");
        assertThat(bench.upgrade("head").applied()).containsExactly("2");
        assertThat(bench.tool().look().current()).containsExactly("3");
    }

    @Test
    void startsFromABaselineMigrationOnAnEmptyDatabase() throws Exception {
        bench.script("B2__upto_two.sql", "create table one (id integer primary key); create table two (id integer);");

        assertThat(bench.upgrade("head").applied()).containsExactly("2", "3", "R:late");
        var look = bench.tool().look();
        assertThat(look.findings()).isEmpty();
        assertThat(look.current()).containsExactly("3");
        assertThat(look.graph().pending(look.current())).isEmpty();
    }

    @Test
    void stampsADatabaseWithoutHistoryAndRefusesOneThatHasIt() throws Exception {
        bench.file().execute("create table one (id integer primary key)");

        bench.tool().stamp("1", bench.observer);

        assertThat(bench.tool().look().current()).containsExactly("1");
        assertThat(bench.tool().look().findings()).isEmpty();
        assertThat(bench.upgrade("head").applied()).containsExactly("3", "R:late");
        assertThatThrownBy(() -> bench.tool().stamp("1", bench.observer))
                .isInstanceOf(ToolException.class)
                .hasMessage("expected a database without Flyway history, found flyway_schema_history at [3]");
        assertThatThrownBy(() -> Bench.onSqlite(Files.createDirectories(folder.resolve("other")))
                        .tool()
                        .baseline("7"))
                .isInstanceOf(ToolException.class);
    }

    @Test
    void refusesTablesWithoutHistoryEvenIfTheProjectWouldBaselineThem() throws Exception {
        bench.file().execute("create table stranger (id integer)");
        bench.configured("flyway.conf", "flyway.locations=filesystem:sql", "flyway.baselineOnMigrate=true");

        assertThat(only(FindingCode.SETTING_NOT_HONOURED).message())
                .isEqualTo("expected settings that varve lets through, found flyway.baselineOnMigrate=true");
        assertThatThrownBy(() -> bench.upgrade("head"))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith(
                        "expected an empty database or one with flyway_schema_history, found tables without history at ");
        assertThat(bench.file().tables()).containsExactly("stranger");
    }

    @Test
    void repairRemovesTheFailedRowAndSaysSoBefore() throws Exception {
        bench.upgrade("1");
        bench.file()
                .execute(
                        "insert into flyway_schema_history values (3, '3', 'three', 'SQL', 'V3__three.sql', 1, '', '2026-01-01 00:00:00', 5, 0)");

        assertThat(bench.tool().repairPreview().removed()).containsExactly("3");
        assertThat(bench.tool().repair().removed()).containsExactly("3");
        assertThat(bench.tool().repairPreview().isEmpty()).isTrue();
        assertThat(bench.tool().look().findings()).isEmpty();
    }

    @Test
    void givesVariablesToPlaceholdersAndKeepsHostileTextWhole() throws Exception {
        bench.configured(
                "flyway.toml",
                "[flyway]",
                "locations = ['filesystem:sql']",
                "table = 'my history'",
                "installedBy = 'ops'",
                "[flyway.placeholders]",
                "name = '${env.WHO}'");
        bench.environment = Map.of("WHO", "a \"quoted\"\nüber $1 \\ name");
        bench.script("V4__who.sql", "create table who (name text); insert into who values ('${name}');");

        assertThat(bench.upgrade("4").applied()).containsExactly("1", "3", "4", "R:late");
        assertThat(bench.file().rows("select name from who")).containsExactly("a \"quoted\"\nüber $1 \\ name");
        assertThat(bench.file().rows("select distinct installed_by from \"my history\""))
                .contains("ops");
        assertThat(bench.tool().look().versionTables()).containsExactly("my history");
    }
}
