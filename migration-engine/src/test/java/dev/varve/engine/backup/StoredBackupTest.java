package dev.varve.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.files.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredBackupTest {

    @TempDir
    Path folder;

    private BackupVault vault;
    private SqliteDatabase source;
    private Backup backup;
    private Path stored;

    @BeforeEach
    void takeOne() {
        source = SqliteDatabase.at(SqliteFixture.anyDatabase(folder.resolve("app.db")));
        vault = new BackupVault(
                folder.resolve("vault"), Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));
        backup = vault.take("chat", source, null, observation -> {});
        stored = Path.of(backup.path());
    }

    @Test
    void refusesATruncatedBackup() throws IOException {
        Files.write(stored, Arrays.copyOf(Files.readAllBytes(stored), 8192));
        refuses("expected " + backup.sizeBytes() + " bytes at " + stored + ", found 8192 bytes");
    }

    @Test
    void refusesAnEmptyBackup() throws IOException {
        Files.write(stored, new byte[0]);
        refuses("expected " + backup.sizeBytes() + " bytes at " + stored + ", found 0 bytes");
    }

    @Test
    void refusesABackupWithOneBitFlipped() throws IOException {
        var bytes = Files.readAllBytes(stored);
        bytes[bytes.length - 10] ^= 1;
        Files.write(stored, bytes);
        refuses("expected SHA-256 " + backup.sha256() + " of ", ", found " + Durable.sha256(stored));
    }

    @Test
    void refusesAMissingBackup() throws IOException {
        Files.delete(stored);
        refuses("expected " + backup.sizeBytes() + " bytes at " + stored + ", found no such file");
    }

    @Test
    void refusesASymbolicLinkEvenToTheSameBytes() throws IOException {
        var elsewhere = Files.move(stored, folder.resolve("elsewhere"));
        Files.createSymbolicLink(stored, elsewhere);
        refuses("expected a file of its own at " + stored + ", found a symbolic link to " + elsewhere);
    }

    @Test
    void refusesABackupThatWasSwappedForAnother() throws IOException {
        SqliteFixture.database(folder.resolve("app.db"), "UPDATE chat SET title = upper(title)");
        var other = vault.take("chat", source, null, observation -> {});
        Files.copy(Path.of(other.path()), stored, StandardCopyOption.REPLACE_EXISTING);
        refuses("expected ");
        assertThat(vault.verify(other, source)).isEqualTo(other);
    }

    @Test
    void refusesAReceiptThatClaimsOtherContents() throws IOException {
        var receipt = vault.directory().resolve(backup.id() + ".receipt.json");
        var chat = backup.tables().getFirst();
        Files.writeString(receipt, Files.readString(receipt).replace(chat.sha256(), "0".repeat(64)));
        assertThatThrownBy(() -> vault.verify(backup.id(), source))
                .isInstanceOf(BackupNotProven.class)
                .hasMessage("backup " + backup.id() + " is not proven: expected table chat with 500 rows of content "
                        + "0".repeat(64) + ", found table chat with 500 rows of content " + chat.sha256());
    }

    @Test
    void refusesToCopyOverAFile() throws IOException {
        var there = Files.createFile(copyIn(folder));
        assertThatThrownBy(() -> new FileBackupMethod(vault, source).scratchCopy(backup, folder))
                .isInstanceOf(RestoreRefused.class)
                .hasMessage("nothing was restored to " + there + ": expected no file there, found one");
        assertThat(source.contents(rows -> {})).isEqualTo(backup.tables());
    }

    private void refuses(String... words) {
        assertThatThrownBy(() -> vault.verify(backup.id(), source))
                .isInstanceOf(BackupNotProven.class)
                .hasMessageStartingWith("backup " + backup.id() + " is not proven: ")
                .hasMessageContainingAll(words);
        assertThatThrownBy(() -> {
                    try (var copy = new FileBackupMethod(vault, source).scratchCopy(backup, folder)) {
                        copy.await();
                    }
                })
                .isInstanceOf(BackupNotProven.class);
        assertThat(copyIn(folder)).doesNotExist();
    }

    private Path copyIn(Path place) {
        var name = Path.of(backup.path()).getFileName().toString();
        return place.resolve("copy" + name.substring(name.indexOf('.')));
    }
}
