package dev.varve.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.database.SqliteProcess.Doing;
import dev.varve.engine.finding.FindingCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceProbeTest {

    private static final String ID = "3f".repeat(32);
    private static final String OTHER_ID = "4e".repeat(32);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeADatabase() throws SQLException, IOException {
        file = Files.createDirectory(folder.resolve("data")).resolve("app.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE chat (id INTEGER PRIMARY KEY)");
        }
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private Presence look(Asked asked) {
        return new PresenceProbe(SqliteDatabase.at(file), asked).look();
    }

    private Asked nothingBut(List<ProcessHandle> processes, List<URI> urls, String... ignored) {
        return new Asked(processes, urls, Set.of(ignored), socket());
    }

    @Test
    void seesThatTheApplicationIsStopped() {
        var presence = look(nothingBut(List.of(), List.of()));

        assertThat(presence.isSeenStopped()).as(presence.toString()).isTrue();
        assertThat(presence.finding(file.toString())).isEmpty();
    }

    @Test
    void namesAProcessThatHasItOpenAndSinceWhen() {
        try (var other = SqliteProcess.start(Doing.IDLING, file)) {
            var finding = look(nothingBut(List.of(), List.of()))
                    .finding(file.toString())
                    .orElseThrow();

            assertThat(finding.code()).isEqualTo(FindingCode.DATABASE_IN_USE);
            assertThat(finding.message())
                    .startsWith("expected nobody else to have " + file + " open, found java (pid " + other.pid()
                            + "), running since 2");
            assertThat(finding.remedy())
                    .isEqualTo("stop the application: java, process " + other.pid()
                            + "; or let it wait for that: --wait SECONDS");
        }
    }

    @Test
    void namesAProcessThatHoldsALockThoughItsDescriptorsAreNotSeen() {
        try (var other = SqliteProcess.start(Doing.LOCKING, file)) {
            assertThat(look(nothingBut(List.of(), List.of())).inWords()).startsWith("java (pid " + other.pid() + ")");
        }
    }

    @Test
    void countsANamedProcessOnlyWhileItLives() throws Exception {
        var application = new ProcessBuilder("sleep", "600").start();
        var asked = nothingBut(List.of(application.toHandle()), List.of());

        var alive = look(asked);
        application.destroyForcibly().waitFor();

        assertThat(alive.inWords())
                .startsWith("the application's process sleep (pid " + application.pid() + "), running since 2");
        assertThat(alive.signs().getFirst().evidence()).containsEntry("kind", "app-pid");
        assertThat(look(asked).isEmpty()).isTrue();
    }

    @Test
    void countsEveryAnswerOfTheNamedAddress() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        var port = server.getAddress().getPort();
        var asked = nothingBut(List.of(), List.of(URI.create("http://anna:secret@localhost:" + port + "/health")));

        var running = look(asked);
        server.stop(0);

        assertThat(running.inWords())
                .isEqualTo("the application at http://localhost:" + port + "/health, which answers with status 503");
        assertThat(running.signs().getFirst().remedy())
                .startsWith("stop the application behind http://localhost:" + port);
        assertThat(look(asked).isSeenStopped()).isTrue();
    }

    @Test
    void countsAnAddressThatTakesConnectionsAndSpeaksSomethingElse() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(server));

            var presence =
                    look(nothingBut(List.of(), List.of(URI.create("http://localhost:" + server.getLocalPort()))));

            assertThat(presence.inWords()).contains("which takes connections (");
        }
    }

    private static void hangUp(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                server.accept().close();
            } catch (IOException closed) {
                // The test is over.
            }
        }
    }

    @Test
    void doesNotSeeThatItIsStoppedBehindANameThatNobodyKnows() {
        var presence = look(nothingBut(List.of(), List.of(URI.create("http://app.invalid:8080/"))));

        assertThat(presence.isEmpty()).isTrue();
        assertThat(presence.isSeenStopped()).isFalse();
        assertThat(presence.blindSpots()).containsExactly("the name app.invalid is not known here");
        assertThat(presence.doubts())
                .containsExactly("to see that nobody has it open, found that the name app.invalid is not known here");
    }

    @Test
    void namesARunningContainerThatMountsTheFolder() {
        try (var docker = FakeDocker.at(socket())
                .running(ID, "openwebui", folder.resolve("data"), "/app/backend/data", true)
                .running(OTHER_ID, "elsewhere", folder.resolve("other"), "/data", true)) {

            var finding = look(nothingBut(List.of(), List.of()))
                    .finding(file.toString())
                    .orElseThrow();
            docker.stop(ID);

            assertThat(finding.message())
                    .endsWith("found container openwebui (ghcr.io/example/openwebui:main), running since"
                            + " 2026-11-22T10:15:00Z, which mounts the database's folder");
            assertThat(finding.remedy())
                    .startsWith(
                            "stop container openwebui: docker stop openwebui; if it never opens the database, say so:"
                                    + " --ignore-container openwebui");
            assertThat(finding.evidence().toString())
                    .contains("container=openwebui", "containerId=" + ID, "since=2026-11-22T10:15:00Z");
            assertThat(docker.requests())
                    .containsExactly("GET /containers/json HTTP/1.1", "GET /containers/" + ID + "/json HTTP/1.1");
            assertThat(look(nothingBut(List.of(), List.of())).isSeenStopped()).isTrue();
        }
    }

    @Test
    void findsTheFileItselfMountedAlsoThroughASymbolicLink() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));
        try (var docker = FakeDocker.at(socket()).running(ID, "app", link.resolve("app.db"), "/app.db", true)) {
            assertThat(look(nothingBut(List.of(), List.of())).inWords()).startsWith("container app ");
            assertThat(docker.requests()).isNotEmpty();
        }
    }

    @Test
    void doesNotCountAContainerThatCannotWriteThereOrIsSaidNeverTo() {
        try (var docker = FakeDocker.at(socket())
                .running(ID, "reader", folder.resolve("data"), "/data", false)
                .running(OTHER_ID, "syncer", folder.resolve("data"), "/data", true)) {
            assertThat(look(nothingBut(List.of(), List.of(), "syncer")).isEmpty())
                    .isTrue();
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void saysThatADaemonCouldNotBeAsked() {
        try (var docker = FakeDocker.at(socket()).answering("HTTP/1.1 500 Internal Server Error")) {
            var presence = look(nothingBut(List.of(), List.of()));

            assertThat(presence.isSeenStopped()).isFalse();
            assertThat(presence.blindSpots())
                    .containsExactly("the container daemon at " + docker.socket()
                            + " cannot be asked: the answer 500 Internal Server Error");
        }
    }

    @Test
    void findsTheSocketAsDockersOwnClientDoes() {
        assertThat(Asked.dockerSocket(Map.of("DOCKER_HOST", "unix:///run/user/1000/docker.sock")))
                .hasToString("/run/user/1000/docker.sock");
        assertThat(Asked.dockerSocket(Map.of("DOCKER_HOST", "tcp://elsewhere:2375")))
                .hasToString("/var/run/docker.sock");
        assertThat(Asked.dockerSocket(Map.of())).hasToString("/var/run/docker.sock");
    }
}
