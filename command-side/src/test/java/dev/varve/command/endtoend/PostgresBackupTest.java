package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.testing.PostgresClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a database on a PostgreSQL server, by the command. */
class PostgresBackupTest {

    @TempDir
    Path folder;

    private PostgresShop shop;

    @BeforeEach
    void watch() {
        shop = PostgresShop.in(folder);
    }

    @Test
    void isTakenAndProvenAndRecordedLikeThatOfAFile() {
        assertThat(shop.terminal().type("diagnose", "shop", "--json").json().toString())
                .contains("NO_RECENT_BACKUP");

        var backup = shop.terminal().type("backup", "shop", "--json").exits(0).json();

        assertThat(backup.propertyNames())
                .containsExactly(
                        "target", "id", "path", "sizeBytes", "sha256", "takenAt", "provenAt", "runId", "doubt");
        assertThat(backup.path("provenAt").isNull()).isFalse();
        assertThat(Path.of(backup.path("path").asString())).isRegularFile();
        for (var type : List.of("BackupStarted", "BackupTaken", "BackupProofStarted", "BackupProven")) {
            assertThat(shop.recorded(type)).as(type).isEqualTo(1);
        }
        var listed =
                shop.terminal().type("backups", "shop", "--prove", "--json").exits(0);
        assertThat(listed.json().path(0).path("sha256")).isEqualTo(backup.path("sha256"));
        assertThat(listed.err()).contains("backup " + backup.path("id").asString() + ": holds");
        assertThat(shop.terminal().type("diagnose", "shop", "--json").json().toString())
                .doesNotContain("NO_RECENT_BACKUP");
        shop.terminal().type("verify").exits(0);
        assertThat(shop.beside("%")).isEmpty();
    }

    @Test
    void refusesWithoutTheServersClientToolsAndSaysHowToNameThem() {
        var refused = shop.terminal()
                .another()
                .with("VARVE_PG_BIN", folder.toString())
                .type("backup", "shop", "--json")
                .exits(4)
                .json()
                .path("error");

        assertThat(refused.path("code").asString()).isEqualTo("BACKUP_REFUSED");
        assertThat(refused.path("found").asString()).isEqualTo("none in " + folder);
        assertThat(refused.path("remedy").asString())
                .isEqualTo(
                        "apt-get install postgresql-client-15, or name their folder: VARVE_PG_BIN=/opt/postgresql/bin");
        assertThat(shop.recorded("BackupStarted")).isZero();
    }

    @Test
    void killedWhileItDumpsLeavesNothingThatTheNextStumblesOver() throws Exception {
        var hold = Files.createFile(folder.resolve("hold"));
        var backup = shop.terminal()
                .another()
                .with("VARVE_PG_BIN", stopping(hold).toString())
                .start("backup", "shop");
        await().atMost(Duration.ofMinutes(2)).until(() -> halves().findFirst().isPresent());

        for (var pid : backup.alive()) {
            var line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            assertThat(line).doesNotContain(PostgresShop.PASSWORD);
        }
        backup.signalAlone("KILL");
        backup.end();
        Files.delete(hold);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> backup.alive().isEmpty() && connected().isEmpty());
        assertThat(shop.terminal().type("backups", "shop", "--json").json()).isEmpty();
        assertThat(shop.recorded("BackupTaken")).isZero();

        var next = shop.backup();

        var listed = shop.terminal().type("backups", "shop", "--json").json();
        assertThat(listed.path(0).path("id").asString()).isEqualTo(next);
        assertThat(shop.recorded("BackupStarted")).isEqualTo(2);
        assertThat(shop.recorded("BackupProven")).isEqualTo(1);
        var said = shop.terminal().type("history", "--all", "--json");
        assertThat(said.out() + said.err()).doesNotContain(PostgresShop.PASSWORD);
    }

    /** A folder with client tools of which {@code pg_dump} stops in the middle of the archive as long as a file is there. */
    private Path stopping(Path hold) throws IOException {
        var real = PostgresClient.ofMajor(15).folder();
        var tools = Files.createDirectories(folder.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("pg_restore"), real.resolve("pg_restore"));
        Files.writeString(tools.resolve("pg_dump"), """
                #!/bin/sh
                [ "$1" = --version ] && exec '%1$s' "$@"
                '%1$s' "$@" | { head -c 20000; while [ -e '%2$s' ]; do sleep 0.1; done; cat; }
                """.formatted(real.resolve("pg_dump"), hold));
        Files.setPosixFilePermissions(tools.resolve("pg_dump"), PosixFilePermissions.fromString("rwx------"));
        return tools;
    }

    /** Archives that are written now. */
    private Stream<Path> halves() throws IOException {
        var kept = shop.terminal().home().resolve("backups/shop");
        if (!Files.isDirectory(kept)) {
            return Stream.of();
        }
        try (var files = Files.list(kept)) {
            return files
                    .filter(file -> file.toString().endsWith(".pgdump.partial")
                            && file.toFile().length() > 0)
                    .toList()
                    .stream();
        }
    }

    private List<String> connected() {
        return shop.server("SELECT pid FROM pg_stat_activity WHERE datname = '"
                + shop.database().name() + "'");
    }

    @Test
    void killedWhileItIsProvenIsListedAsUnprovenAndTheNextDropsItsScratchDatabase() throws Exception {
        shop.slowToRestore();
        try (var held = shop.held()) {
            var backup = shop.terminal().start("backup", "shop");
            await().atMost(Duration.ofMinutes(2)).until(() -> !building().isEmpty());
            backup.signalAlone("KILL");
            backup.end();
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(shop.beside("proof")).hasSize(1);
        assertThat(shop.terminal().type("backups", "shop").exits(0).out()).contains("NO");
        assertThat(shop.terminal().type("diagnose", "shop", "--json").json().toString())
                .contains("NO_RECENT_BACKUP");

        shop.backup();

        assertThat(shop.beside("proof")).isEmpty();
        assertThat(shop.recorded("BackupProofStarted")).isEqualTo(2);
        assertThat(shop.recorded("BackupProven")).isEqualTo(1);
        assertThat(shop.terminal().type("backups", "shop", "--json").json()).hasSize(2);
    }

    private List<String> building() {
        return shop.server("SELECT pid FROM pg_stat_activity WHERE datname LIKE '"
                + shop.database().name() + "\\_\\_varve\\_%' AND query LIKE 'CREATE INDEX pet_held%'");
    }
}
