package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's start that waits for another process to migrate its database. */
class GateWaitTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private static void untilItSays(Session waiting, String text) {
        await().atMost(LONG)
                .until(() -> Files.readString(waiting.err()).contains(text)
                        || !waiting.process().isAlive());
        assertThat(waiting.process().isAlive())
                .as(() -> "still waiting: " + waiting.end())
                .isTrue();
    }

    @Test
    void opensOnceTheUpgradeOfAnotherProcessHasEndedAndSaysMeanwhileWhoseItIs() throws IOException {
        var watched = GatedProject.in(folder);
        var elsewhere = new Terminal(folder.resolve("elsewhere"), folder.resolve("locks"));
        watched.register(elsewhere, watched.database());
        var upgrade = GatedProject.reachTheSecondStep(
                watched.terminal().start("upgrade", "app", "--actor", "deployer", "--strategy", "in-place"));

        var gates = List.of(
                watched.terminal().start("gate", "app", "--revision", "b2", "--wait", "200"),
                elsewhere.start("gate", "app", "--revision", "b2", "--wait", "200"));
        for (var gate : gates) {
            untilItSays(gate, " of deployer (process " + upgrade.id() + " on ");
            assertThat(Files.readString(gate.err()))
                    .containsPattern("waiting, at most \\d+ s more, for run \\S+ of deployer \\(process " + upgrade.id()
                            + " on \\S+, (home \\S+, )?since 2\\S+Z\\)");
        }
        GatedProject.of(folder).open();

        upgrade.end().exits(0);
        for (var gate : gates) {
            assertThat(gate.end().exits(0).out()).isEqualTo("open: app is at b2\n");
        }
    }

    @Test
    void staysClosedWhileARunIsGoingOnThoughTheRevisionIsRecorded() {
        var watched = GatedProject.in(folder);
        var upgrade = GatedProject.reachTheSecondStep(
                watched.terminal().start("upgrade", "app", "--strategy", "in-place", "--no-rehearsal"));

        var closed = watched.type("gate", "app", "--revision", "a1", "--json").exits(3);
        var waited =
                watched.type("gate", "app", "--revision", "a1", "--wait", "1").exits(3);
        var quiet = watched.type("gate", "app", "--revision", "a1", "--wait", "1", "--quiet")
                .exits(3);
        GatedProject.of(folder).open();
        upgrade.end().exits(0);

        assertThat(closed.json().path("outcome").asString()).isEqualTo("RUN_GOING_ON");
        assertThat(closed.finding("DATABASE_IN_USE")
                        .path("evidence")
                        .path("pid")
                        .asLong())
                .isEqualTo(upgrade.id());
        assertThat(waited.out()).startsWith("closed: app is being changed by run ");
        assertThat(waited.err()).startsWith("waiting, at most 1 s more, for run ");
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        var watched = GatedProject.in(folder);

        var closed =
                watched.type("gate", "app", "--revision", "head", "--wait", "2").exits(3);

        assertThat(closed.out()).isEqualTo("closed: app is at no revision; pending: a1, b2\n");
        assertThat(closed.err()).startsWith("waiting, at most 2 s more, for app to have a1, b2\n");
    }

    @Test
    void waitsForADatabaseThatIsNotThereYet() throws IOException {
        var watched = Watched.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')"));
        watched.type("upgrade", "app").exits(0);
        var file = watched.database().path();
        var away = Files.move(file, folder.resolve("not-yet-mounted.db"));

        assertThat(watched.type("gate", "app", "--revision", "a1").exits(2).out())
                .startsWith("closed: app cannot be reached\n  ERROR DATABASE_UNREACHABLE: expected a database at ");
        var gate = watched.terminal().start("gate", "app", "--revision", "a1", "--wait", "200");
        untilItSays(gate, " s more, for app to be reachable: expected a database at " + file + ", found no such file");
        Files.move(away, file);

        assertThat(gate.end().exits(0).out()).isEqualTo("open: app is at a1\n");
    }

    @Test
    void opensForFlywayOnceItsUpgradeHasEnded() {
        var watched = FlywayFile.watched(folder).script("V1__users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY)");
        var gate = watched.terminal().start("gate", "app", "--revision", "1", "--wait", "200");
        untilItSays(gate, " s more, for app to have 1");

        watched.terminal().run("upgrade", "app").exits(0);

        assertThat(gate.end().exits(0).out()).isEqualTo("open: app is at 1\n");
    }

    @Test
    void endsAtOnceWhenTheRunThatItWaitsForBreaksTheDatabase() {
        var watched = GatedProject.in(folder);
        var upgrade = GatedProject.reachTheSecondStep(
                watched.terminal().start("upgrade", "app", "--strategy", "in-place", "--no-rehearsal"));
        var gate = watched.terminal().start("gate", "app", "--revision", "b2", "--wait", "200");
        untilItSays(gate, "for run ");
        watched.project()
                .revision(
                        "b2",
                        "a1",
                        "half",
                        "op.execute('CREATE TABLE half (id INTEGER)')",
                        "op.execute('CREATE TABLE done (id INTEGER)')");
        watched.database().with("CREATE TABLE half (id INTEGER)");
        upgrade.signal("KILL");

        assertThat(gate.end().exits(6).out()).startsWith("closed: app is at a1 and PARTIAL\n");
    }

    @Test
    void aNegativeWaitIsWrongUsage() {
        assertThat(GatedProject.in(folder)
                        .type("gate", "app", "--revision", "head", "--wait=-1")
                        .exits(2)
                        .err())
                .contains("expected --wait 0 or more seconds, found -1");
    }
}
