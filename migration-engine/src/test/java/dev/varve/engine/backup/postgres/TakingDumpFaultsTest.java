package dev.varve.engine.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.backup.BackupNotTaken;
import dev.varve.engine.backup.ClientToolsUnavailable;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.observation.Observation;
import dev.varve.testing.PostgresClient;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakingDumpFaultsTest {

    @TempDir
    Path folder;

    private Bench bench() {
        return Bench.on(PostgresServer.shared(), folder.resolve("vault"));
    }

    @Test
    void refusesToolsOfAnotherVersionThanTheServers() throws IOException {
        var tools = tools("echo 'pg_dump (PostgreSQL) 14.9 (Debian 14.9-1)'");
        var bench = bench();
        var database = bench.smallDatabase();

        assertThatThrownBy(() ->
                        bench.with(bench.settings().withClientTools(tools)).take(database))
                .isInstanceOfSatisfying(ClientToolsUnavailable.class, refused -> {
                    assertThat(refused.expected())
                            .isEqualTo("pg_dump and pg_restore of PostgreSQL 15, the server's version");
                    assertThat(refused.found()).isEqualTo("14.9 in " + tools);
                    assertThat(refused.remedy())
                            .isEqualTo(
                                    "apt-get install postgresql-client-15, or name their folder: VARVE_PG_BIN=/opt/postgresql/bin");
                });
        assertThat(bench.vault()).doesNotExist();
    }

    @Test
    void looksForToolsWhereNothingWasSet() throws IOException {
        var tools = tools("echo 'pg_dump (PostgreSQL) 99.1'");

        assertThat(ClientTools.find(99, null, Map.of("PATH", "/bin:" + tools)).folder())
                .isEqualTo(tools);
        assertThatThrownBy(() -> ClientTools.find(98, null, Map.of("PATH", tools.toString())))
                .hasMessageContaining("found 99.1 in " + tools);
        assertThatThrownBy(() -> ClientTools.find(98, null, Map.of("PATH", "")))
                .hasMessageEndingWith("found none in the PATH, nor where packages put them");
    }

    @Test
    void worksWithToolsThatAreNotInstalled() {
        var client = PostgresClient.fetched(15);
        var bench = bench();
        var database = bench.smallDatabase();
        var backups = new PostgresBackups(
                bench.vault(),
                bench.access(),
                DumpSettings.usual().withClientTools(client.folder()),
                client.surroundings(),
                new PlainReader(),
                Clock.systemUTC());

        assertThat(backups.take("app", database.name(), null, observation -> {}).provenAt())
                .isNotNull();
    }

    @Test
    void givesThePasswordByTheEnvironmentAloneAndKeepsItOutOfWhatTheToolSays() throws IOException {
        var tools = tools("case \"$1\" in --version) echo 'pg_dump (PostgreSQL) 15.1';;"
                + " *) echo \"pg_dump: arguments $*, password $PGPASSWORD, row:\" >&2;"
                + " echo 'CONTEXT: somebody@example.org' >&2; printf PGDMP; exit 1;; esac");
        var bench = bench().with(DumpSettings.usual().withClientTools(tools));
        var database = bench.smallDatabase();
        var secret = bench.as(bench.access().withPassword("s3cret-word"));

        assertThatThrownBy(() -> secret.take(database)).isInstanceOfSatisfying(BackupNotTaken.class, refused -> {
            assertThat(refused.found())
                    .startsWith("pg_dump: arguments --no-password --format=custom --snapshot=")
                    .endsWith(", password ***, row:");
            assertThat(refused.toString()).doesNotContain("s3cret-word").doesNotContain("example.org");
        });
        assertThat(secret.access().toString()).doesNotContain("s3cret-word");
        assertThat(PostgresBackupsTest.filesIn(bench.vault())).isEmpty();
    }

    @Test
    void tellsPlainlyWhenTheServerGoesAwayAndKeepsNothing() {
        try (var server = PostgresServer.durableIn(folder)) {
            var bench = Bench.on(server, folder.resolve("vault"));
            var database = bigDatabase(bench);
            var stopped = new AtomicBoolean();

            assertThatThrownBy(() -> bench.take(database, observation -> {
                        if (observation instanceof Observation.Progress && stopped.compareAndSet(false, true)) {
                            server.stopImmediately();
                        }
                    }))
                    .isInstanceOfSatisfying(BackupNotTaken.class, refused -> {
                        assertThat(refused.found()).contains("server closed the connection unexpectedly");
                        assertThat(refused.remedy())
                                .isEqualTo("see the server's log and start it again, then take another;"
                                        + " nothing of this one was kept");
                    });
            assertThat(PostgresBackupsTest.filesIn(bench.vault())).isEmpty();
            server.startAgain();
        }
    }

    @Test
    void leavesNothingThatLooksLikeABackupWhenItIsKilled() throws Exception {
        var bench = bench();
        var database = bigDatabase(bench);
        var command = SqliteProcess.command(
                DumpProcess.class,
                bench.vault().toString(),
                Integer.toString(bench.server().port()),
                database.name());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("half way");
        process.destroyForcibly().waitFor();

        assertThat(bench.backups().ids()).isEmpty();
        assertThat(PostgresBackupsTest.filesIn(bench.vault())).hasSize(1).allMatch(name -> name.endsWith(".partial"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> database.texts("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND application_name LIKE 'varve backup%'")
                        .isEmpty());
    }

    /** So big that a dump of it does not fit into a pipe. */
    private static PostgresTestDatabase bigDatabase(Bench bench) {
        return bench.smallDatabase()
                .execute("INSERT INTO note (text, raw) SELECT repeat(md5(i::text), 10), sha256(i::text::bytea)"
                        + " FROM generate_series(1, 30000) i");
    }

    private Path tools(String script) throws IOException {
        var tools = Files.createDirectories(folder.resolve("tools"));
        for (var name : new String[] {"pg_dump", "pg_restore"}) {
            var file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return tools;
    }
}
