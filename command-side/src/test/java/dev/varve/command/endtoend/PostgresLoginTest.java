package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresDrivers;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import dev.varve.testing.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to be let in to a server that asks: as a watched database and as the store, by password, password file and TLS. */
class PostgresLoginTest {

    private static final String PASSWORD = "kestrel@7/42";
    private static final String IN_A_URL = "kestrel%407%2F42";

    @TempDir
    private static Path servers;

    private static TestCertificates certificates;
    private static PostgresServer server;

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal terminal;
    private AlembicProjects project;

    @BeforeAll
    static void startTheServer() {
        certificates = TestCertificates.in(servers);
        server = PostgresServer.askingForPasswordsIn(servers, certificates);
        for (var role : List.of("app", "tls")) {
            server.execute("CREATE ROLE " + role + " LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
        }
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @BeforeEach
    void anOperator() {
        database = server.database();
        terminal = PostgresTerminal.in(folder.resolve("operator"));
        project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "people", "op.execute('CREATE TABLE people (id integer PRIMARY KEY)')");
    }

    private String ownedBy(String role, String login) {
        server.execute("ALTER DATABASE " + database.name() + " OWNER TO " + role);
        return "postgresql://" + role + login + "@localhost:" + server.port() + "/" + database.name();
    }

    private Ended watch(String url, String... more) {
        var words = new ArrayList<>(List.of("target", "add", "shop", "--tool", "alembic", "--config"));
        words.addAll(List.of(project.ini().toString(), "--database", url));
        words.addAll(List.of("--python", PostgresDrivers.python().toString()));
        words.addAll(List.of(more));
        return terminal.type(words.toArray(String[]::new));
    }

    private void upgrades() {
        terminal.run("upgrade", "shop", "--json").exits(0);
        terminal.run("diagnose", "shop", "--deep").exits(0);
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("a1");
    }

    private Path passwordFile(String role) throws IOException {
        var file = folder.resolve("pgpass");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, "localhost:" + server.port() + ":*:" + role + ":" + PASSWORD + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"psycopg2", "psycopg", "pg8000"})
    void aPasswordInTheUrlLetsEveryDriverIn(String driver) {
        watch(ownedBy("app", ":" + IN_A_URL).replace("postgresql:", "postgresql+" + driver + ":"))
                .exits(0);

        upgrades();
    }

    @Test
    void noPasswordIsInAnythingThatIsRecordedSaidOrSeenByOtherUsers() throws Exception {
        var added = watch(ownedBy("app", ""), "--env", "VARVE_DATABASE_PASSWORD=" + PASSWORD)
                .exits(0);

        var upgrade = terminal.start("upgrade", "shop");
        var lines = new HashSet<String>();
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    upgrade.alive().stream().map(PostgresLoginTest::commandLine).forEach(lines::add);
                    return !upgrade.process().isAlive();
                });
        var upgraded = upgrade.end().exits(0);

        assertThat(lines).anyMatch(line -> line.contains("pg_dump")).anyMatch(line -> line.contains("python"));
        assertThat(lines).noneMatch(PostgresLoginTest::tells);
        var failing = terminal.type("upgrade", "shop", "--to", "nowhere");
        for (var ended : List.of(
                added, upgraded, failing, terminal.type("history", "--all", "--json"), terminal.type("doctor"))) {
            assertThat(tells(ended.out() + ended.err())).as(ended.line()).isFalse();
        }
        assertThat(filesThatTell())
                .allMatch(file -> file.getFileName().toString().endsWith(".env"));
    }

    private static boolean tells(String text) {
        return text.contains(PASSWORD) || text.contains(IN_A_URL);
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    private List<Path> filesThatTell() throws IOException {
        try (var files = Files.walk(folder.resolve("operator"))) {
            var telling = new ArrayList<Path>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (tells(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                    telling.add(file);
                }
            }
            return telling;
        }
    }

    @Test
    void thePasswordFileLetsVarveItsToolAndItsClientsIn() throws Exception {
        watch(ownedBy("app", "")).exits(0);
        var shut = terminal.run("diagnose", "shop", "--json").exits(2).finding("DATABASE_UNREACHABLE");
        assertThat(shut.path("message").asString()).contains("no password was provided");
        assertThat(shut.path("remedy").asString()).contains("VARVE_DATABASE_PASSWORD", "PGPASSFILE");

        terminal.with("PGPASSFILE", passwordFile("app").toString());

        upgrades();
    }

    @ParameterizedTest
    @ValueSource(strings = {"psycopg2", "psycopg"})
    void tlsIsSpokenWithAServerWhoseNameAndAuthorityAreVerified(String driver) {
        var url = ownedBy("tls", ":" + IN_A_URL).replace("postgresql:", "postgresql+" + driver + ":");

        watch(url + "?sslmode=verify-full&sslrootcert=" + certificates.authority())
                .exits(0);

        upgrades();
    }

    @Test
    void tlsIsSpokenWithAServerThatIsTakenAtItsWord() {
        watch(ownedBy("tls", ":" + IN_A_URL) + "?sslmode=require").exits(0);

        upgrades();
    }

    @Test
    void aServerOfAnotherNameOrAuthorityOrOneThatWantsTlsIsToldFromOneThatIsAway() {
        var url = ownedBy("tls", ":" + IN_A_URL);
        var trusted = "&sslrootcert=" + certificates.authority();
        watch(url.replace("localhost", "127.0.0.1") + "?sslmode=verify-full" + trusted)
                .exits(0);
        assertThat(refusal()).contains("127.0.0.1").contains("sslmode");
        terminal.type("target", "remove", "shop").exits(0);

        watch(url + "?sslmode=verify-full&sslrootcert=" + folder.resolve("missing.pem"))
                .exits(0);
        assertThat(refusal()).contains("missing.pem").contains("sslrootcert");
        terminal.type("target", "remove", "shop").exits(0);

        watch(url + "?sslmode=disable").exits(0);
        assertThat(refusal()).contains("pg_hba.conf").contains("sslmode");
    }

    private String refusal() {
        var refused = terminal.type("diagnose", "shop", "--json").exits(2).finding("DATABASE_UNREACHABLE");
        return refused.path("message").asString() + "; "
                + refused.path("remedy").asString();
    }

    @Test
    void pg8000IsToldThatItDoesNotUnderstandWhatTheUrlSaysOfTls() {
        var url = ownedBy("tls", ":" + IN_A_URL).replace("postgresql:", "postgresql+pg8000:");

        assertThat(watch(url + "?sslmode=require").exits(2).err()).contains("pg8000", "sslmode", "psycopg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "PGPASSWORD", "PGPASSFILE", "verify-full"})
    void theStoreLetsEveryNodeInLikewise(String way) throws Exception {
        var role = way.equals("verify-full") ? "tls" : "app";
        var url = ownedBy(role, way.startsWith("PG") ? "" : ":" + IN_A_URL);
        if (way.equals("verify-full")) {
            url += "?sslmode=verify-full&sslrootcert=" + certificates.authority();
        }
        if (way.equals("PGPASSFILE")) {
            terminal.with(way, passwordFile("app").toString());
        } else if (way.equals("PGPASSWORD")) {
            terminal.with(way, PASSWORD);
        }
        terminal.with("VARVE_STORE", url);
        var file = SqliteFile.empty(folder.resolve("data/app.db"));
        var scripts = ScriptFolder.in(folder).script("V1__one.sql", "CREATE TABLE one (id INTEGER)");

        terminal.run(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "flyway",
                        "--config",
                        scripts.path().toString(),
                        "--database",
                        file.url())
                .exits(0);
        var recorded = terminal.run("history", "--all", "--json").exits(0);

        assertThat(recorded.out()).contains("TargetRegistered");
        assertThat(tells(recorded.out() + recorded.err())).isFalse();
        assertThat(database.texts("SELECT convert_from(payload, 'UTF8') FROM varve.domain_event").stream()
                        .collect(Collectors.joining()))
                .isNotEmpty()
                .doesNotContain(PASSWORD);
        assertThat(filesThatTell()).isEmpty();
    }

    @Test
    void aStoreThatAsksIsToldFromOneThatIsAway() {
        terminal.with("VARVE_STORE", ownedBy("app", ""));

        assertThat(terminal.run("status").exits(1).err())
                .contains("expected", "to be let in to", "PGPASSWORD", "~/.pgpass");
    }
}
