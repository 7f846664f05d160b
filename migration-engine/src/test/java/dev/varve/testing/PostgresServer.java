package dev.varve.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server on a port of its own, with its binaries from Maven Central: nothing has to be installed or running. */
public final class PostgresServer implements AutoCloseable {

    /** The superuser, who needs no password. */
    public static final String ADMIN = "postgres";

    private static final String ACCESS = """
            host all postgres all trust
            hostnossl all tls all reject
            host all all all scram-sha-256
            """;
    private static final Duration START = Duration.ofMinutes(2);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Path data;
    private final boolean durable;
    private final Map<String, String> settings;
    private EmbeddedPostgres running;

    private PostgresServer(Path data, boolean durable, Map<String, String> settings) {
        this.data = data;
        this.durable = durable;
        this.settings = settings;
    }

    private static final class Shared {
        private static final PostgresServer SERVER = of(temporaryFolder(), false);
    }

    /** The one server of this JVM for tests that only need databases; it ends with the JVM, and does without fsync. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** A server that a test may stop and kill; keeps what it acknowledges, as an operator's does. */
    public static PostgresServer durableIn(Path folder) {
        return of(folder.resolve("postgres"), true);
    }

    /**
     * A server that asks every role but the superuser for its password (scram-sha-256), and speaks TLS with whoever wants to; the role
     * {@code tls} must.
     */
    public static PostgresServer askingForPasswordsIn(Path folder, TestCertificates certificates) {
        var access = folder.resolve("pg_hba.conf");
        try {
            Files.writeString(access, ACCESS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return of(
                folder.resolve("postgres"),
                false,
                Map.of(
                        "hba_file", access.toString(),
                        "ssl", "on",
                        "ssl_cert_file", certificates.certificate().toString(),
                        "ssl_key_file", certificates.key().toString()));
    }

    /** Likewise, for those of a network too: at every address of this machine, without a password. */
    public static PostgresServer durableIn(Path folder, String network) {
        var server = durableIn(folder);
        try {
            Files.writeString(
                    server.data.resolve("pg_hba.conf"),
                    "host all all " + network + " trust\n",
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.execute("SELECT pg_reload_conf()");
        return server;
    }

    private static PostgresServer of(Path data, boolean durable) {
        return of(data, durable, Map.of());
    }

    private static PostgresServer of(Path data, boolean durable, Map<String, String> settings) {
        var server = new PostgresServer(data, durable, settings);
        server.start(0);
        return server;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("varve-postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void start(int port) {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(!durable)
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("max_prepared_transactions", "10")
                    .setServerConfig("wal_level", "logical")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setPGStartupWait(START);
            if (durable) {
                builder.setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("listen_addresses", "*");
            }
            settings.forEach(builder::setServerConfig);
            running = (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException failed) {
            throw new UncheckedIOException("expected a PostgreSQL server in " + data, failed);
        }
    }

    public int port() {
        return running.getPort();
    }

    /** A new, empty database. */
    public PostgresTestDatabase database() {
        var name = "test_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return new PostgresTestDatabase(this, name);
    }

    /** Runs statements as the superuser in the database {@code postgres}, each in a transaction of its own. */
    public void execute(String... statements) {
        try (var connection = open("postgres", ADMIN);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("fixture: " + failed.getMessage(), failed);
        }
    }

    Connection open(String database, String user) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user, "");
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    /**
     * Ends every server process at once and without a checkpoint, as {@code pg_ctl stop -m immediate} does; returns when it is gone.
     */
    public void stopImmediately() {
        try {
            var postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster))
                    .inheritIO()
                    .start()
                    .waitFor();
            await().atMost(START)
                    .until(() -> ProcessHandle.of(postmaster)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
            running.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Starts it again on the same data and port; it recovers from its log first. */
    public void startAgain() {
        start(port());
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
