package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonPairs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code sqlite+aiosqlite} URL and the env.py that {@code alembic init -t async} writes, not a letter of it changed. */
class AsyncProjectTest {

    @TempDir
    Path folder;

    private SqliteFile database;
    private Terminal terminal;

    static List<PythonEnvironment> pairs() {
        return PythonPairs.all();
    }

    @BeforeEach
    void anOperatorAndAnEmptyFile() {
        database = SqliteFile.empty(folder.resolve("app.db"));
        terminal = new Terminal(folder.resolve("operator"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void upgradesToTheSchemaThatPlainAlembicGives(PythonEnvironment python) throws Exception {
        var project = project(python);
        watch(project, python);
        var plain = SqliteFile.empty(folder.resolve("plain.db"));
        var ini = Files.writeString(
                project.ini().resolveSibling("plain.ini"),
                Files.readString(project.ini())
                        .replaceFirst("(?m)^sqlalchemy.url = .*$", "sqlalchemy.url = " + url(plain)));
        alembic(python, "-c", ini.toString(), "upgrade", "head");

        var upgrade = terminal.run("upgrade", "app", "--json").exits(0);

        assertThat(upgrade.json().path("steps").valueStream())
                .extracting(step -> step.path("revision").asString())
                .containsExactly("a1", "b2");
        assertThat(upgrade.json().path("steps").valueStream())
                .allMatch(step -> step.path("statements").asInt() > 0);
        assertThat(database.fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(database.rows("SELECT name FROM users")).containsExactly("ann", "bob");
        assertThat(terminal.run("target", "show", "app").exits(0).out()).contains(url(database));
    }

    @Test
    void tellsThePartialRevisionAfterAFailureAndBringsTheDatabaseBack() throws Exception {
        var python = PythonPairs.one();
        var project = project(python)
                .revision(
                        "c3",
                        "b2",
                        "unique names",
                        "op.create_table('audit', sa.Column('id', sa.Integer, primary_key=True))",
                        "op.execute(\"\"\"\n    CREATE UNIQUE INDEX ux_users_name\n    ON users (name)\"\"\")");
        watch(project, python);
        terminal.run("upgrade", "app", "--to", "b2").exits(0);
        database.with("INSERT INTO users (name) VALUES ('ann')");
        var before = database.fingerprint();

        var upgrade = terminal.run("upgrade", "app", "--no-rehearsal").exits(6);

        assertThat(upgrade.out())
                .contains("step c3 failed: sqlite3.IntegrityError: UNIQUE constraint failed: users.name")
                .contains("statement 2: CREATE UNIQUE INDEX ux_users_name ON users (name)")
                .contains("exists: table audit")
                .contains("next: varve recover app")
                .doesNotContain("why: ");
        isPartialInC3(terminal.run("diagnose", "app", "--json"));
        terminal.run("recover", "app", "--option", "restore").exits(0);
        assertThat(database.fingerprint()).isEqualTo(before);
        assertThat(database.rows("SELECT name FROM users")).containsExactly("ann", "bob", "ann");
        assertThat(terminal.run("diagnose", "app", "--json")
                        .exits(3)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PENDING");
    }

    private static void isPartialInC3(Ended diagnosis) {
        diagnosis.exits(6);
        assertThat(diagnosis.json().path("state").asString()).isEqualTo("PARTIAL");
        var evidence = diagnosis.finding("PARTIAL_MIGRATION").path("evidence");
        assertThat(evidence.path("revision").asString()).isEqualTo("c3");
        assertThat(Ended.texts(evidence.path("exists"))).containsExactly("table audit");
        assertThat(Ended.texts(evidence.path("missing"))).containsExactly("index ux_users_name of users");
    }

    private AlembicProjects project(PythonEnvironment python) throws Exception {
        Files.createDirectories(folder.resolve("project"));
        alembic(python, "init", "-t", "async", "migrations");
        return AlembicProjects.madeIn(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "users",
                        "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True),"
                                + " sa.Column('name', sa.String(50)))",
                        "op.create_index('ix_users_name', 'users', ['name'])")
                .revision("b2", "a1", "some users", "op.execute(\"INSERT INTO users (name) VALUES ('ann'), ('bob')\")");
    }

    private void watch(AlembicProjects project, PythonEnvironment python) {
        terminal.type(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "alembic",
                        "--config",
                        project.ini().toString(),
                        "--database",
                        url(database),
                        "--python",
                        python.python().toString())
                .exits(0);
    }

    private static String url(SqliteFile file) {
        return "sqlite+aiosqlite:///" + file.path();
    }

    private void alembic(PythonEnvironment python, String... words) throws Exception {
        var said = folder.resolve("alembic.txt");
        var line = new ArrayList<>(List.of(python.python().toString(), "-m", "alembic"));
        line.addAll(List.of(words));
        var process = new ProcessBuilder(line)
                .directory(folder.resolve("project").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    }
}
