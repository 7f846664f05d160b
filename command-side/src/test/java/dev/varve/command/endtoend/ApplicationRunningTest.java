package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.database.SqliteProcess.Doing;
import dev.varve.engine.presence.FakeDocker;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator who forgot to stop the application, or does so while the run waits. */
class ApplicationRunningTest {

    private static final String ID = "3f".repeat(32);

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        watched = Watched.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')"));
        watched.database().with("PRAGMA user_version = 7");
    }

    private SqliteProcess application(Doing doing) {
        return SqliteProcess.start(doing, watched.database().path());
    }

    private void nothingWasTouched(String sha256) {
        assertThat(watched.database().sha256()).isEqualTo(sha256);
        assertThat(recorded())
                .contains("PreflightRefused")
                .doesNotContain("BackupStarted", "RehearsalStarted", "StepStarted", "SwapStarted");
    }

    private List<String> recorded() {
        return watched.type("history", "app", "--json")
                .json()
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    @Test
    void refusesTheUpgradeAndSaysWhoSinceWhenAndWhatToDo() {
        var before = watched.database().sha256();
        try (var application = application(Doing.IDLING)) {
            var refused = watched.type("upgrade", "app").exits(4);

            assertThat(refused.out())
                    .startsWith("REFUSED: upgrade of app (run ")
                    .containsPattern("ERROR DATABASE_IN_USE: expected nobody else to have \\S+ open, found java \\(pid "
                            + application.pid() + "\\), running since 2\\S+Z\n")
                    .contains("do: stop the application: java, process " + application.pid()
                            + "; or let it wait for that: --wait SECONDS");
            nothingWasTouched(before);
        }
    }

    @Test
    void refusesWhileSomebodyKeepsItLocked() {
        try (var application = application(Doing.LOCKING)) {
            var refused = watched.type("upgrade", "app", "--json").exits(4);

            assertThat(refused.finding("DATABASE_IN_USE").path("message").asString())
                    .contains("java (pid " + application.pid() + ")");
            assertThat(refused.json().path("remedy").asString()).startsWith("stop the application: java, process ");
        }
    }

    @Test
    void refusesARestoreBeforeItBegins() {
        watched.type("upgrade", "app").exits(0);
        var backup = watched.type("backup", "app", "--json")
                .exits(0)
                .json()
                .path("id")
                .asString();
        var before = watched.database().sha256();
        try (var application = application(Doing.IDLING)) {
            var refused = watched.type("restore", "app", backup, "--json").exits(4);

            assertThat(refused.json().path("outcome").asString()).isEqualTo("REFUSED");
            assertThat(refused.finding("DATABASE_IN_USE").path("message").asString())
                    .contains("found java (pid " + application.pid() + "), running since ");
            assertThat(watched.database().sha256()).isEqualTo(before);
            assertThat(recorded()).doesNotContain("RestoreStarted");
        }
        watched.type("restore", "app", backup).exits(0);
    }

    @Test
    void refusesADowngradeToo() {
        watched.type("upgrade", "app").exits(0);
        try (var application = application(Doing.IDLING)) {
            assertThat(watched.type("downgrade", "app", "--to=-1", "--json")
                            .exits(4)
                            .out())
                    .contains("java (pid " + application.pid() + ")");
        }
    }

    @Test
    void refusesWhileTheNamedProcessLives() throws Exception {
        var before = watched.database().sha256();
        var application = new ProcessBuilder("sleep", "600").start();
        var pid = Long.toString(application.pid());

        var refused = watched.type("upgrade", "app", "--app-pid", pid, "--json").exits(4);
        nothingWasTouched(before);
        application.destroyForcibly().waitFor();

        assertThat(refused.finding("DATABASE_IN_USE").path("message").asString())
                .contains("found the application's process sleep (pid " + pid + "), running since ");
        watched.type("upgrade", "app", "--app-pid", pid).exits(0);
    }

    @Test
    void refusesWhileTheNamedAddressAnswers() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        var url = "http://localhost:" + server.getAddress().getPort() + "/health";

        var refused = watched.type("upgrade", "app", "--app-url", url, "--json").exits(4);
        server.stop(0);

        assertThat(refused.finding("DATABASE_IN_USE").path("message").asString())
                .endsWith("found the application at " + url + ", which answers with status 404");
        watched.type("upgrade", "app", "--app-url", url).exits(0);
    }

    @Test
    void goesInPlaceWhereItCannotBeSeenThatTheApplicationIsStopped() {
        var upgrade = watched.type("upgrade", "app", "--app-url", "http://app.invalid/", "--json")
                .exits(0);

        assertThat(upgrade.json().path("strategy").asString()).isEqualTo("in-place");
        assertThat(upgrade.err())
                .contains("strategy in-place: for a swap expected to see that nobody has it open,"
                        + " found that the name app.invalid is not known here\n");
    }

    @Test
    void refusesWhileAContainerMountsItsFolderAndNamesTheCommandThatStopsIt() {
        try (var docker = FakeDocker.at(folder.resolve("d.sock"))
                .running(ID, "openwebui", watched.database().path().getParent(), "/app/backend/data", true)) {
            watched.terminal().with("DOCKER_HOST", "unix://" + docker.socket());

            var refused = watched.type("upgrade", "app").exits(4);

            assertThat(refused.out())
                    .contains("found container openwebui (ghcr.io/example/openwebui:main), running since"
                            + " 2026-11-22T10:15:00Z, which mounts the database's folder")
                    .contains("do: stop container openwebui: docker stop openwebui;");
            watched.type("upgrade", "app", "--ignore-container", "openwebui").exits(0);
        }
    }

    @Test
    void waitsUntilItIsStoppedAndThenGoesOn() throws IOException {
        Session upgrade;
        try (var application = application(Doing.IDLING)) {
            upgrade = watched.terminal().start("upgrade", "app", "--wait", "200");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(upgrade.err())
                            .contains(" s more, for java (pid " + application.pid() + "), running since "));
        }

        assertThat(upgrade.end().exits(0).err()).contains("nobody holds the database any more; going on");
        assertThat(watched.database().objects()).containsExactly("users");
    }

    @Test
    void letsNobodyInBeforeTheOneThatWaits() throws IOException {
        Session upgrade;
        try (var application = application(Doing.IDLING)) {
            upgrade = watched.terminal().start("upgrade", "app", "--wait", "200");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(upgrade.err()).contains("java (pid " + application.pid() + ")"));

            assertThat(watched.type("upgrade", "app", "--json")
                            .exits(4)
                            .finding("DATABASE_IN_USE")
                            .path("message")
                            .asString())
                    .contains("process " + upgrade.id() + " on ");
        }
        upgrade.end().exits(0);
    }

    @Test
    void refusesAsBeforeWhenTheTimeIsOver() {
        try (var application = application(Doing.IDLING)) {
            var refused = watched.type("upgrade", "app", "--wait", "1").exits(4);

            assertThat(refused.err()).contains("waiting, at most 1 s more, for java (pid " + application.pid());
            assertThat(refused.out()).contains("ERROR DATABASE_IN_USE");
        }
    }

    @Test
    void endsTheWaitingOnCtrlCAndLeavesNothingOpen() throws IOException {
        try (var application = application(Doing.IDLING)) {
            var upgrade = watched.terminal().start("upgrade", "app", "--wait", "200");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(upgrade.err()).contains("java (pid " + application.pid() + ")"));
            upgrade.signal("INT");

            upgrade.end().exits(130);
        }
        assertThat(watched.type("diagnose", "app", "--json").exits(3).out()).doesNotContain("INTERRUPTED_RUN");
        watched.type("upgrade", "app").exits(0);
    }

    @Test
    void saysWhichOptionIsWrong() {
        assertThat(watched.type("upgrade", "app", "--app-url", "localhost:8080")
                        .exits(2)
                        .err())
                .contains(
                        "expected --app-url with an address that begins with http:// or https://, found localhost:8080");
        assertThat(watched.type("upgrade", "app", "--wait", "-1").exits(2).err())
                .contains("expected --wait 0 or more seconds, found -1");
    }
}
