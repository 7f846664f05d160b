package dev.varve.query.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Home;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.store.SqliteAddress;
import dev.varve.testing.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingTest {

    @TempDir
    private Path home;

    @BeforeEach
    void record() {
        try (var recorder = Recorder.in(home)) {
            recorder.record(new Story("shop").registered());
        }
    }

    @Test
    void speaksTlsByACertificateOfTheServersFile() throws Exception {
        var made = TestCertificates.in(Files.createDirectory(home.resolve("tls")));
        settings("""
                server:
                  ssl:
                    bundle: web
                spring:
                  ssl:
                    bundle:
                      pem:
                        web:
                          keystore:
                            certificate: file:%s
                            private-key: file:%s
                """.formatted(made.certificate(), made.key()));

        try (var server = Server.start(place(ServerPlace.LOOPBACK, 0, false))) {
            assertThat(server.greeting().getFirst()).contains(" at https://127.0.0.1:" + server.port() + "/");
            var answer = HttpClient.newBuilder()
                    .sslContext(trusting(made.authority()))
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/login"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                    .contains("; Secure")
                    .contains("HttpOnly");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    @Test
    void refusesPlainHttpBeyondThisMachineUnlessAProxySpeaksTls() {
        var free = freePort();
        var refused = refusal(place("0.0.0.0", free, false));

        assertThat(refused.getMessage()).contains("plain HTTP on '0.0.0.0'");
        assertThat(refused.remedy()).contains("--plain-http").contains("server.yaml");
        assertThat(canConnect(free)).isFalse();
        try (var server = Server.start(place("0.0.0.0", 0, true))) {
            assertThat(canConnect(server.port())).isTrue();
        }
    }

    @Test
    void tellsThatItsPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var refused = refusal(place(ServerPlace.LOOPBACK, taken.getLocalPort(), false));

            assertThat(refused.getMessage())
                    .contains(
                            "expected to listen on 127.0.0.1:" + taken.getLocalPort(), "found Address already in use");
            assertThat(refused.remedy()).contains("--port");
        }
    }

    @Test
    void tellsWhereItsFileIsNoYamlAndNothingOfWhatStandsThere() throws IOException {
        settings("varve:\n  webhooks:\n    - secret: whsec_hidden\n      name: 'x\n");

        var refused = refusal(place(ServerPlace.LOOPBACK, 0, false));

        assertThat(refused.getMessage())
                .contains(home.resolve("server.yaml") + "", "a mistake in line ")
                .doesNotContain("hidden");
    }

    @Test
    void tellsWhichRoleDoesNotExist() throws IOException {
        settings("varve:\n  oidc:\n    roles:\n      dba: root\n");

        assertThat(refusal(place(ServerPlace.LOOPBACK, 0, false)).getMessage())
                .contains("varve.oidc.roles.dba one of viewer, auditor, operator, approver, admin, found 'root'");
    }

    @Test
    void tellsWhichTlsBundleIsMissing() throws IOException {
        settings("server:\n  ssl:\n    bundle: none\n");

        assertThat(refusal(place(ServerPlace.LOOPBACK, 0, false)).getMessage()).contains("no TLS bundle 'none'");
    }

    @Test
    void tellsWhichWebhookIsWrongWithoutItsSecrets() throws IOException {
        var hook = "varve:\n  webhooks:\n    - name: chat\n      secret: whsec_hidden\n      url: ";
        settings(hook + "https://hooks.example/T0/hidden\n      events: [RunFaild]\n");
        assertThat(refusalWithACommandSide().getMessage())
                .contains(
                        "expected for the webhook 'chat' types of events as docs/events.md names them, found 'RunFaild'")
                .doesNotContain("hidden");

        settings(hook + "ftp://hooks.example/T0/hidden\n");
        assertThat(refusalWithACommandSide().getMessage())
                .contains("an http or https address", "varve.webhooks")
                .doesNotContain("hidden");
    }

    private CommandFailure refusalWithACommandSide() {
        return refusal(new ServerPlace(
                new Home(home), store(), ServerPlace.LOOPBACK, 0, false, "test", new RecordingCommandSide(fact -> {})));
    }

    /** Exit 2, and no stack trace on the terminal. */
    private static CommandFailure refusal(ServerPlace place) {
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            var refused = catchThrowableOfType(
                    CommandFailure.class, () -> Server.start(place).close());
            assertThat(refused).isNotNull();
            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ", "hidden");
            return refused;
        } finally {
            System.setOut(out);
        }
    }

    private ServerPlace place(String address, int port, boolean plainHttp) {
        return new ServerPlace(new Home(home), store(), address, port, plainHttp, "test", null);
    }

    private SqliteAddress store() {
        return new SqliteAddress(home.resolve("events.db"));
    }

    private void settings(String yaml) throws IOException {
        Files.writeString(home.resolve("server.yaml"), yaml);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean canConnect(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    private static SSLContext trusting(Path authority) throws Exception {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null);
        try (var certificate = Files.newInputStream(authority)) {
            keys.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
