package dev.varve.engine.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.RetentionPolicy;
import dev.varve.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps in the folder that every kind of backup is kept in. */
class DumpExpiryTest {

    @TempDir
    Path folder;

    @Test
    void listsAndExpiresDumpsAndFoldersAndWhatKilledOnesLeft() throws Exception {
        var bench = Bench.on(PostgresServer.shared(), folder.resolve("vault"));
        var database = bench.smallDatabase();
        var first = bench.with(bench.settings().withJobs(2)).take(database);
        var second = bench.take(database);
        var left = Files.createDirectories(bench.vault().resolve(".20200101-000000-000.pgdump.d.partial"));
        Files.writeString(left.resolve("toc.dat"), "half");
        Files.setLastModifiedTime(left, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        var vault = new BackupVault(bench.vault(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
        assertThat(vault.list("app")).containsExactly(first.asEveryBackup(), second.asEveryBackup());
        var heard = new ArrayList<String>();

        var gone = vault.expire(
                "app",
                new RetentionPolicy(1, Duration.ZERO),
                Set.of(),
                observation -> heard.add(observation.getClass().getSimpleName()));

        assertThat(gone).containsExactly(first.asEveryBackup());
        assertThat(heard).containsExactly("BackupExpiring", "BackupExpired");
        assertThat(vault.list("app")).containsExactly(second.asEveryBackup());
        assertThat(vault.find(second.id())).contains(second.asEveryBackup());
        assertThat(bench.vault())
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith(first.id()))
                .isDirectoryNotContaining(file -> file.equals(left));
        bench.backups().verify(second);
    }

    /** What stands in a receipt may have been altered by whoever reached the folder. */
    @Test
    void deletesNothingOutsideOfTheFolderWhateverAReceiptSays() throws Exception {
        var bench = Bench.on(PostgresServer.shared(), folder.resolve("vault"));
        var backup = bench.take(bench.smallDatabase());
        var receipt = bench.vault().resolve(backup.id() + ".pgreceipt.json");
        Files.writeString(receipt, Files.readString(receipt).replace(backup.path(), "/etc/hostname"));

        var read = new BackupVault(bench.vault(), Clock.systemUTC()).find(backup.id());

        assertThat(read.orElseThrow().path()).isEqualTo(backup.path());
    }
}
