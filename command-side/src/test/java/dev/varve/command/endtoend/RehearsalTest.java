package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole upgrade on a copy first: what goes wrong there never reaches the database. */
class RehearsalTest {

    @TempDir
    Path folder;

    private AlembicProjects project;

    @BeforeEach
    void makeProject() {
        project = UsersProject.in(folder);
    }

    private Watched withADuplicateInTheWay() {
        project.revision(
                "b2",
                "a1",
                "unique mail",
                "op.execute('CREATE TABLE one (id INTEGER)')",
                "op.execute('CREATE UNIQUE INDEX ux_mail ON users (mail)')");
        return UsersProject.atFirstRevision(folder, project);
    }

    private static void isAlone(Watched watched) {
        try (var beside = Files.list(watched.database().path().getParent())) {
            assertThat(beside.map(path -> path.getFileName().toString()))
                    .filteredOn(name -> !name.contains(".varve-aside-"))
                    .as("no copy is left")
                    .containsExactly("app.db");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void endsARunWhoseStepsFailOnTheCopyWithTheDatabaseAsItWas() {
        var watched = withADuplicateInTheWay();
        var before = watched.database().sha256();

        for (var strategy : List.of("swap", "in-place")) {
            var upgrade = watched.type("upgrade", "app", "--strategy", strategy, "--json")
                    .exits(5);
            assertThat(upgrade.json().path("outcome").asString()).isEqualTo("FAILED_UNCHANGED");
            assertThat(upgrade.json().path("rehearsal").path("outcome").asString())
                    .isEqualTo("FAILED");
            assertThat(upgrade.json().path("why").asString())
                    .isEqualTo("the rehearsal failed: step b2 failed; the database was not opened for writing");
            assertThat(upgrade.json()
                            .path("steps")
                            .path(0)
                            .path("error")
                            .path("statement")
                            .asString())
                    .contains("ux_mail");
            assertThat(watched.database().sha256()).isEqualTo(before);
        }
        isAlone(watched);
        watched.type("diagnose", "app").exits(3);
        assertThat(watched.type("history", "app", "--type", "RehearsalFailed")
                        .exits(0)
                        .out()
                        .replaceAll("\\s+", " "))
                .contains(
                        "rehearsal failed in step b2: UNIQUE constraint failed: users.mail; the database was not opened for writing");
    }

    @Test
    void tellsWhatAnUpgradeWouldDoAndTouchesNothing() {
        project.revision("b2", "a1", "extra", "op.execute('CREATE TABLE extra (id INTEGER)')");
        var watched = UsersProject.atFirstRevision(folder, project);
        var before = watched.database().sha256();

        var rehearsal = watched.type("rehearse", "app", "--json").exits(0);

        assertThat(rehearsal.json().path("kind").asString()).isEqualTo("rehearse");
        assertThat(rehearsal.json().path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(rehearsal.json().path("strategy").isNull()).isTrue();
        assertThat(rehearsal.json().path("steps").path(0).path("outcome").asString())
                .isEqualTo("SUCCEEDED");
        assertThat(rehearsal.json().path("remedy").asString()).isEqualTo("varve upgrade app");
        assertThat(watched.database().sha256()).isEqualTo(before);
        isAlone(watched);
        watched.type("diagnose", "app").exits(3);
        watched.type("status", "app").exits(3);
    }

    @Test
    void exitsWithFiveWhenTheStepsDoNotRunOnTheCopy() {
        var watched = withADuplicateInTheWay();
        watched.type("rehearse", "app").exits(5);
        watched.type("diagnose", "app").exits(3);
    }

    @Test
    void looksNoFurtherWhereTheStepsFailedOnTheCopy() throws IOException {
        var places = folder.resolve("places.txt");
        project.revision(
                "b2",
                "a1",
                "fails",
                "name = op.get_bind().exec_driver_sql('PRAGMA database_list').fetchall()[0][2]",
                "open(" + quoted(places.toString()) + ", 'a').write(name + chr(10))",
                "op.execute('CREATE TABLE half (id INTEGER)')",
                "op.execute('CREATE TABLE users (id INTEGER)')");
        var watched = UsersProject.atFirstRevision(folder, project);

        var upgrade = watched.type("upgrade", "app", "--json").exits(5);

        assertThat(Files.readAllLines(places))
                .as("where the step ran, the scratch databases of a look included")
                .singleElement()
                .asString()
                .contains(".varve-copy-");
        assertThat(upgrade.texts("from")).containsExactly("a1");
        assertThat(upgrade.json().path("remedy").asString())
                .isEqualTo("mend the cause named above, then run it again: varve upgrade app");
        var failed = watched.type("history", "app", "--type", "RunFailed", "--json")
                .exits(0)
                .json()
                .path(0)
                .path("data");
        assertThat(Ended.texts(failed.path("current"))).containsExactly("a1");
        assertThat(failed.path("outcome").asString()).isEqualTo("FAILED_UNCHANGED");
        assertThat(watched.type("history", "app", "--type", "PartialRunDetected", "--json")
                        .exits(0)
                        .json())
                .isEmpty();
        assertThat(watched.type("status", "app", "--json").texts("current")).containsExactly("a1");
    }

    @Test
    void takesNoOptionThatARehearsalAloneDoesNotHeed() {
        var terminal = new Terminal(folder);
        for (var option : List.of(
                "--strategy=swap",
                "--no-rehearsal",
                "--check-url=http://localhost:1/",
                "--check-command=true",
                "--app-pid=1",
                "--wait=1")) {
            var refused = terminal.type("rehearse", "app", option, "--json").exits(2);
            assertThat(refused.json().path("error").path("code").asString()).isEqualTo("USAGE");
            assertThat(refused.json().path("error").path("found").asString())
                    .isEqualTo("Unknown option: '" + option + "'");
            assertThat(refused.json().path("error").path("remedy").asString()).isEqualTo("varve rehearse --help");
        }
    }

    @Test
    void refusesAProjectThatReachesTheDatabaseInsteadOfTheCopyBeforeAStatement() throws IOException {
        project.revision("b2", "a1", "extra", "op.execute('CREATE TABLE extra (id INTEGER)')");
        var watched = UsersProject.atFirstRevision(folder, project);
        var env = project.ini().resolveSibling("migrations/env.py");
        var before = watched.database().sha256();
        Files.writeString(
                env,
                "from alembic import context\nimport sqlalchemy\n"
                        + "engine = sqlalchemy.create_engine("
                        + quoted(watched.database().url()) + ")\n"
                        + "with engine.connect() as connection:\n"
                        + "    context.configure(connection=connection, target_metadata=None)\n"
                        + "    with context.begin_transaction():\n        context.run_migrations()\n");

        var refused = watched.type("upgrade", "app", "--json").exits(4);

        assertThat(refused.finding("WRONG_DATABASE").path("message").asString())
                .startsWith("in the rehearsal on a copy: expected ");
        assertThat(refused.finding("WRONG_DATABASE").path("remedy").asString()).contains("--no-rehearsal");
        assertThat(watched.database().sha256()).isEqualTo(before);
        watched.type("upgrade", "app", "--no-rehearsal").exits(0);
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    @Test
    void stopsAStepThatDoesWhatItDidNotDoInTheRehearsal() {
        project.revision(
                "b2",
                "a1",
                "looks where it is",
                "name = op.get_bind().exec_driver_sql('PRAGMA database_list').fetchall()[0][2]",
                "op.execute('CREATE TABLE rehearsed (id INTEGER)' if 'varve-copy' in name"
                        + " else 'CREATE TABLE real (id INTEGER)')");
        project.revision("c3", "b2", "next", "op.execute('CREATE TABLE later (id INTEGER)')");
        var watched = UsersProject.atFirstRevision(folder, project);

        var upgrade = watched.type("upgrade", "app", "--strategy", "in-place", "--json")
                .exits(6);

        assertThat(upgrade.json().path("why").asString())
                .startsWith("step b2 did not leave the schema that it left in the rehearsal: ")
                .contains("table real", "table rehearsed");
        assertThat(watched.database().objects()).containsExactly("real", "users");
        assertThat(watched.type("history", "app", "--type", "StepDeviated")
                        .exits(0)
                        .out())
                .contains("did not do what it did in the rehearsal");
    }

    @Test
    void refusesStepsThatLoseRowsOnTheCopyUnlessThatIsAcceptedByName() {
        project.revision("b2", "a1", "empties", "op.execute('DELETE FROM users')");
        var watched = UsersProject.atFirstRevision(folder, project);
        var before = watched.database().sha256();

        var refused = watched.type("upgrade", "app", "--json").exits(4);

        assertThat(refused.finding("ROWS_LOST").path("message").asString())
                .isEqualTo("expected the steps to keep every table's rows, found in the rehearsal that"
                        + " table users held 2 rows, found 0 rows in step b2");
        assertThat(refused.finding("ROWS_LOST").path("remedy").asString()).contains("--accept-data-loss users");
        assertThat(watched.database().sha256()).isEqualTo(before);
        watched.type("upgrade", "app", "--accept-data-loss", "users").exits(0);
        watched.type("diagnose", "app").exits(0);
    }
}
