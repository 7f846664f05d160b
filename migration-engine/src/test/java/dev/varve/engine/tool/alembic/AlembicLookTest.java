package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.database;
import static dev.varve.engine.tool.alembic.AlembicFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolLook;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlembicLookTest {

    @TempDir
    Path folder;

    private static Finding only(ToolLook look, FindingCode code) {
        assertThat(look.findings()).extracting(Finding::code).containsOnlyOnce(code);
        return look.findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void seesGraphAndCurrentWithoutMakingTheDatabase() {
        var database = database(folder);
        var look = tool(AlembicProjects.linear(folder.resolve("p")), database).look();
        assertThat(look.graph().revisions()).extracting(Revision::id).containsExactly("a1", "b2", "c3", "d4", "e5");
        assertThat(look.graph().find("c3").orElseThrow().message()).isEqualTo("mail");
        assertThat(look.graph().find("c3").orElseThrow().sha256()).hasSize(64);
        assertThat(look.current()).isEmpty();
        assertThat(look.findings()).isEmpty();
        assertThat(database.file()).doesNotExist();
    }

    @Test
    void stillKnowsGraphAndCurrentWhenThereIsNoAlembic() throws Exception {
        var database = database(folder)
                .with("CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('c3')");
        var empty = folder.resolve("empty");
        Files.createDirectories(empty);
        new ProcessBuilder("/usr/bin/python3", "-m", "venv", "--without-pip", empty.toString())
                .start()
                .waitFor();
        var project = AlembicProjects.linear(folder.resolve("p")).project();
        var look = tool(project.withPython(empty.resolve("bin/python").toString()), database)
                .look();
        assertThat(look.graph().heads()).containsExactly("e5");
        assertThat(look.current()).containsExactly("c3");
        var finding = only(look, FindingCode.TOOL_UNAVAILABLE);
        assertThat(finding.message()).contains("No module named alembic", "empty/bin/python");
        assertThat(finding.remedy()).contains("--python PATH");
    }

    @Test
    void tellsARevisionThatTheScriptsDoNotKnow() {
        var database = database(folder)
                .with("CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('zz')");
        var finding =
                only(tool(AlembicProjects.linear(folder.resolve("p")), database).look(), FindingCode.UNKNOWN_REVISION);
        assertThat(finding.message())
                .isEqualTo("expected the recorded revision zz among the scripts, found no such revision");
    }

    @Test
    void tellsVersionRowsOfWhichOneIsAnAncestorOfAnother() {
        var database = database(folder)
                .with(
                        "CREATE TABLE alembic_version (version_num TEXT)",
                        "INSERT INTO alembic_version VALUES ('a1'), ('c3')");
        var look = tool(AlembicProjects.linear(folder.resolve("p")), database).look();
        assertThat(look.current()).containsExactly("a1", "c3");
        assertThat(only(look, FindingCode.VERSION_ROWS_REDUNDANT).evidence()).containsEntry("redundant", "a1");
    }

    @Test
    void warnsOfAPendingRevisionThatDropsATableWithRows() {
        var projects = AlembicProjects.linear(folder.resolve("p"))
                .revision(
                        "f6",
                        "e5",
                        "clean up",
                        "op.drop_table('users')",
                        "op.execute('DROP TABLE IF EXISTS \"posts\"')");
        var database = database(folder);
        tool(projects, database).migrate(Watched.order(folder, Destination.up("e5")), new Watched());
        var finding = only(tool(projects, database).look(), FindingCode.SUSPICIOUS_REVISION);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).isEqualTo("the pending revision f6 drops the table users, which holds 2 rows");
    }

    @Test
    void tellsThePeeweeErasHistory() {
        var database = database(folder)
                .with(
                        "CREATE TABLE migratehistory (id INTEGER PRIMARY KEY, name TEXT)",
                        "INSERT INTO migratehistory (name) VALUES ('001_initial'), ('018_add_function')");
        var finding =
                only(tool(AlembicProjects.linear(folder.resolve("p")), database).look(), FindingCode.PEEWEE_HISTORY);
        assertThat(finding.evidence()).containsEntry("count", 2).containsEntry("last", "018_add_function");
    }

    @Test
    void tellsAMissingParentAndTwoFilesOfOneRevision() {
        var projects = AlembicProjects.linear(folder.resolve("p"))
                .without("migrations/versions/c3.py")
                .file("migrations/versions/again.py", "revision = 'a1'\ndown_revision = None\n");
        var look = tool(projects, database(folder)).look();
        assertThat(look.findings())
                .filteredOn(finding -> finding.code() == FindingCode.BROKEN_HISTORY)
                .extracting(Finding::message)
                .containsExactlyInAnyOrder(
                        "expected one file for revision a1, found two",
                        "expected the file of revision c3, on which d4 builds, found none");
        assertThat(look.findings()).extracting(Finding::code).doesNotContain(FindingCode.TOOL_UNAVAILABLE);
    }

    @Test
    void neverLetsTheProjectWriteWhileLooking() {
        var projects = AlembicProjects.linear(folder.resolve("p"))
                .env(
                        AlembicProjects.PLAIN_ENV.replace(
                                "with connectable.connect() as connection:",
                                "with connectable.connect() as connection:\n        connection.exec_driver_sql('CREATE TABLE sneaky (a)')"));
        var database = database(folder).with("CREATE TABLE t (a)");
        var look = tool(projects, database).look();
        assertThat(only(look, FindingCode.TOOL_UNAVAILABLE).message()).contains("attempt to write a readonly database");
        assertThat(database.tables()).containsExactly("t");
    }

    @Test
    void isNotDisturbedByAProjectThatPrintsAndReadsItsStandardInput() {
        var projects = AlembicProjects.linear(folder.resolve("p"))
                .env("import sys\nprint('{\"say\": \"done\"}')\nsys.stdin.read()\n" + AlembicProjects.PLAIN_ENV);
        var database = database(folder).with("CREATE TABLE t (a)");
        var look = tool(projects, database).look();
        assertThat(look.findings()).isEmpty();
        assertThat(look.currentKnown()).isTrue();
    }

    @Test
    void tellsADisagreementBetweenTheFilesAndAlembic() {
        var projects = AlembicProjects.linear(folder.resolve("p")).file("migrations/versions/f6.py", """
                        revision = 'f6'
                        down_revision = 'e5'
                        globals()['down_revision'] = 'd4'
                        """);
        var finding = only(tool(projects, database(folder)).look(), FindingCode.GRAPH_DISAGREEMENT);
        assertThat(finding.message()).contains("f6: the file says [[e5], [], []], Alembic says [[d4], [], []]");
    }

    @Test
    void refusesADestinationThatDoesNotExistBeforeItTouchesAnything() {
        var database = database(folder).with("CREATE TABLE t (a)");
        var tool = tool(AlembicProjects.linear(folder.resolve("p")), database);
        assertThatThrownBy(() -> tool.plan(Destination.up("nope")))
                .isInstanceOf(ToolException.class)
                .hasMessage("expected a revision of the scripts, found: Can't locate revision identified by 'nope'");
        assertThatThrownBy(() -> tool.migrate(Watched.order(folder, Destination.up("nope")), new Watched()))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("Can't locate revision identified by 'nope'");
        assertThat(database.tables()).containsExactly("t");
    }

    @Test
    void saysToUpgradeACopyWhenARevisionCannotBePreviewed() {
        var projects = AlembicProjects.in(folder.resolve("p"))
                .revision("a1", null, "looks", "sa.inspect(op.get_bind()).get_table_names()");
        assertThatThrownBy(() -> tool(projects, database(folder)).previewSql(Destination.up("head")))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        refused -> assertThat(refused.finding().remedy())
                                .isEqualTo(
                                        "upgrade a copy instead: register it as a target of its own, and varve history shows every statement"));
    }
}
