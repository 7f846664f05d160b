package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision that fails in its third statement, after two that SQLite committed at once. */
class PartialRevisionTest {

    @TempDir
    Path folder;

    private AlembicProjects project;

    @BeforeEach
    void makeProject() {
        project = UsersProject.in(folder);
    }

    /** A copy of the broken file, in a home that never saw it. */
    private Ended diagnoseACopy(Watched watched) throws Exception {
        var copy = folder.resolve("copy/app.db");
        Files.createDirectories(copy.getParent());
        Files.copy(watched.database().path(), copy);
        var stranger = new Terminal(folder.resolve("stranger"));
        watched.register(stranger, new SqliteFile(copy));
        return stranger.type("diagnose", "app", "--deep", "--json");
    }

    @Test
    void namesWhatExistsAndWhatDoesNotWhenTheDataBrokeTheRevision() throws Exception {
        project.revision(
                "b2",
                "a1",
                "unique mail",
                "op.execute('CREATE TABLE one (id INTEGER)')",
                "op.execute('CREATE TABLE two (id INTEGER)')",
                "op.execute('CREATE UNIQUE INDEX ux_mail ON users (mail)')",
                "op.execute('CREATE TABLE three (id INTEGER)')");
        var watched = UsersProject.atFirstRevision(folder, project);

        var upgrade = watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal", "--json")
                .exits(6);

        assertThat(upgrade.json().path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        var error = upgrade.json().path("steps").path(0).path("error");
        assertThat(error.path("statementOrdinal").asInt()).isEqualTo(3);
        assertThat(error.path("statement").asString()).contains("ux_mail");
        assertThat(upgrade.json().path("remedy").asString()).isEqualTo("varve recover app");
        var diagnosis = watched.type("diagnose", "app", "--json");
        isPartial(diagnosis);
        assertThat(diagnosis.finding("PARTIAL_MIGRATION").path("remedy").asString())
                .as("the same way back that the upgrade named")
                .startsWith(upgrade.json().path("remedy").asString() + " (backup ");
        isPartial(diagnoseACopy(watched));
        assertThat(watched.database().objects()).containsExactlyInAnyOrder("users", "one", "two");
    }

    private static void isPartial(Ended diagnosis) {
        diagnosis.exits(6);
        assertThat(diagnosis.json().path("state").asString()).isEqualTo("PARTIAL");
        var evidence = diagnosis.finding("PARTIAL_MIGRATION").path("evidence");
        assertThat(evidence.path("revision").asString()).isEqualTo("b2");
        assertThat(Ended.texts(evidence.path("exists"))).containsExactlyInAnyOrder("table one", "table two");
        assertThat(Ended.texts(evidence.path("missing")))
                .containsExactlyInAnyOrder("table three", "index ux_mail of users");
    }

    @Test
    void isPartialTooWhenTheRevisionFailsOnEveryDatabase() throws Exception {
        project.revision(
                "b2",
                "a1",
                "breaks",
                "op.execute('CREATE TABLE one (id INTEGER)')",
                "op.execute('CREATE TABLE two (id INTEGER)')",
                "op.execute('INSERT INTO nowhere (id) VALUES (1)')",
                "op.execute('CREATE TABLE three (id INTEGER)')");
        var watched = UsersProject.atFirstRevision(folder, project);

        watched.type("upgrade", "app", "--no-rehearsal", "--json").exits(6);

        isPartialAsFarAsCanBeKnown(watched.type("diagnose", "app", "--json"));
        isPartialAsFarAsCanBeKnown(diagnoseACopy(watched));
    }

    private static void isPartialAsFarAsCanBeKnown(Ended diagnosis) {
        diagnosis.exits(6);
        assertThat(diagnosis.json().path("state").asString())
                .as(diagnosis.out())
                .isEqualTo("PARTIAL");
        var evidence = diagnosis.finding("PARTIAL_MIGRATION").path("evidence");
        assertThat(evidence.path("revision").asString()).isEqualTo("b2");
        assertThat(Ended.texts(evidence.path("exists"))).containsExactlyInAnyOrder("table one", "table two");
        assertThat(Ended.texts(evidence.path("missing")))
                .containsExactly("everything from the failing statement on: no such table: nowhere");
    }
}
