package dev.varve.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.database.SqliteProcess.Doing;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupVaultTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final List<Observation> heard = new ArrayList<>();
    private Path file;
    private SqliteDatabase source;
    private BackupVault vault;

    @BeforeEach
    void prepare() {
        file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        source = SqliteDatabase.at(file);
        vault = vaultAt(NOON);
    }

    @Test
    void takesABackupThatEqualsItsSourceAndTellsEveryStep() throws IOException {
        var backup = vault.take("chat", source, "run-1", heard::add);

        assertThat(backup.id()).isEqualTo("20261122-120000-000");
        assertThat(backup.provenAt()).isEqualTo(NOON);
        assertThat(backup.tables()).isEqualTo(source.contents(rows -> {}));
        assertThat(backup.fingerprint()).isEqualTo(source.schema().fingerprint());
        assertThat(backup.sizeBytes()).isEqualTo(Files.size(Path.of(backup.path())));
        assertThat(steps()).containsExactly("BackupStarting", "BackupTaken", "ProofStarting", "BackupProven");
        assertThat(heard)
                .contains(new Observation.BackupTaken(backup.id(), backup.path(), backup.sizeBytes(), backup.sha256()));
        assertThat(vault.find(backup.id())).contains(backup);
        assertThat(vault.list("chat")).containsExactly(backup);
        assertThat(vault.list("other")).isEmpty();
        assertThat(vault.newestProven("chat")).contains(backup);
        assertThat(vault.verify(backup.id(), source)).isEqualTo(backup);
    }

    @Test
    void keepsBackupsForTheirOwnerAloneAndLeavesNothingElse() throws IOException {
        var backup = vault.take("chat", source, null, heard::add);
        assertThat(mode(vault.directory())).isEqualTo("rwx------");
        try (var files = Files.list(vault.directory())) {
            assertThat(files.map(path -> path.getFileName() + " " + mode(path)))
                    .containsExactlyInAnyOrder(
                            backup.id() + ".sqlite3 rw-------", backup.id() + ".receipt.json rw-------");
        }
    }

    @Test
    void givesTwoBackupsOfOneMomentTwoIds() {
        var one = vault.take("chat", source, null, heard::add);
        var other = vault.take("chat", source, null, heard::add);
        assertThat(other.id()).isEqualTo(one.id() + "-2");
        assertThat(vault.list("chat")).containsExactly(one, other);
    }

    @Test
    void writesNothingBeforeTheIntentWasHeard() {
        assertThatThrownBy(() -> vault.take("chat", source, null, observation -> {
                    throw new IllegalStateException(
                            "cannot record " + observation.getClass().getSimpleName());
                }))
                .hasMessage("cannot record BackupStarting");
        assertThat(vault.directory()).isEmptyDirectory();
    }

    @Test
    void stopsWithoutATraceWhenTheListenerFailsInTheMiddle() {
        assertThatThrownBy(() -> vault.take("chat", source, null, observation -> {
                    if (observation instanceof Observation.Progress progress) {
                        throw new IllegalStateException("cannot tell of " + progress.act());
                    }
                }))
                .hasMessage("cannot tell of backup");
        assertThat(vault.directory()).isEmptyDirectory();
    }

    @Test
    void provesACopyWhoseSourceAlreadyHasBrokenForeignKeys() {
        SqliteFixture.database(file, "UPDATE chat SET user_id = 'gone' WHERE id <= 3");
        assertThat(vault.take("chat", source, null, heard::add).isProven()).isTrue();
    }

    @Test
    void backsUpWhatIsCommittedBehindAHotJournal() {
        var committed = source.contents(rows -> {});
        SqliteProcess.start(Doing.WRITING_UNFINISHED, file).close();
        assertThat(vault.take("chat", source, null, heard::add).tables()).isEqualTo(committed);
    }

    @Test
    void takesAConsistentBackupWhileAnotherProcessWritesInWalMode() throws IOException {
        assertThat(backupUnderWriter("WAL")).isEqualTo("1000");
    }

    @Test
    void takesAConsistentBackupWhileAnotherProcessWritesInRollbackMode() throws IOException {
        assertThat(backupUnderWriter("DELETE")).isEqualTo("1000");
    }

    private String backupUnderWriter(String mode) throws IOException {
        SqliteFixture.database(
                file,
                "PRAGMA journal_mode = " + mode,
                "CREATE TABLE account (id INTEGER PRIMARY KEY, amount INT)",
                "INSERT INTO account VALUES (1, 600), (2, 400)",
                "CREATE TABLE entry (id INTEGER PRIMARY KEY, note TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
                        + " INSERT INTO entry (note) SELECT hex(randomblob(200)) FROM n");
        try (var writer = SqliteProcess.start(Doing.HAMMERING, file)) {
            var before = Long.parseLong(SqliteFixture.value(file, "SELECT count(*) FROM entry"));
            var backup = vault.take("chat", source.waitingAtMost(Duration.ofMinutes(1)), null, heard::add);
            assertThat(writer.pid()).isPositive();
            assertThat(backup.tables())
                    .filteredOn(table -> table.name().equals("entry"))
                    .singleElement()
                    .satisfies(table -> {
                        assertThat(table.rows()).isGreaterThanOrEqualTo(before);
                    });
            assertThat(vault.verify(backup.id(), source)).isEqualTo(backup);
            try (var copy = new FileBackupMethod(vault, source)
                    .scratchCopy(backup, Files.createDirectory(folder.resolve("scratch-" + mode)))) {
                copy.await();
                var copied = (FileDatabase) copy.database();
                return SqliteFixture.value(copied.files().main(), "SELECT sum(amount) FROM account");
            }
        }
    }

    @Test
    void refusesASourceThatIsLockedTooLongAndSaysByWhom() {
        try (var other = SqliteProcess.start(Doing.LOCKING, file)) {
            assertThatThrownBy(() -> vault.take("chat", source.waitingAtMost(Duration.ofMillis(100)), null, heard::add))
                    .isInstanceOf(BackupNotTaken.class)
                    .hasMessage(
                            "no backup of " + file + " was taken: expected a readable database, found locked for more"
                                    + " than 100 ms by java (pid " + other.pid() + ")");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void refusesADamagedSourceAndKeepsNoProof() throws IOException {
        var bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 4096 * 3, 4096 * 4, (byte) 0x5a);
        Files.write(file, bytes);
        assertThatThrownBy(() -> vault.take("chat", source, null, heard::add))
                .isInstanceOf(BackupNotProven.class)
                .hasMessageStartingWith("backup 20261122-120000-000 is not proven: expected a readable database, found"
                        + " [SQLITE_CORRUPT] The database disk image is malformed");
        assertThat(steps()).endsWith("ProofStarting", "BackupRejected");
        assertThat(vault.list("chat"))
                .singleElement()
                .satisfies(backup -> assertThat(backup.isProven()).isFalse());
        assertThat(vault.newestProven("chat")).isEmpty();
    }

    @Test
    void neverLetsTheLastProvenOneExpireNorAnythingNeededOrYoung() {
        var oldest = vaultAt(NOON.minus(Duration.ofDays(90))).take("chat", source, null, heard::add);
        var needed = vaultAt(NOON.minus(Duration.ofDays(80))).take("chat", source, "open-run", heard::add);
        var other = vaultAt(NOON.minus(Duration.ofDays(70))).take("other", source, null, heard::add);
        var young = vaultAt(NOON.minus(Duration.ofDays(13))).take("chat", source, null, heard::add);
        var keepOne = new RetentionPolicy(1, Duration.ofDays(14));

        assertThat(vault.expire("chat", RetentionPolicy.DEFAULT, Set.of(), heard::add))
                .isEmpty();
        assertThat(vault.expire("chat", keepOne, Set.of(needed.id()), heard::add))
                .containsExactly(oldest);
        assertThat(vault.list(null)).containsExactly(needed, other, young);
        assertThat(vaultAt(NOON.plus(Duration.ofDays(999))).expire("chat", keepOne, Set.of(), heard::add))
                .containsExactly(needed);
        assertThat(vault.list(null)).containsExactly(other, young);
        assertThat(Path.of(oldest.path())).doesNotExist();
    }

    @Test
    void warnsOfASharedVolumeAndOfReceiptsThatCannotBeRead() throws IOException {
        var backup = vault.take("chat", source, null, heard::add);
        Files.writeString(vault.directory().resolve(backup.id() + ".receipt.json"), "{\"format\":1,");
        assertThat(vault.look(source))
                .extracting(Finding::code)
                .containsExactly(FindingCode.BACKUP_ON_SAME_VOLUME, FindingCode.NO_RECENT_BACKUP);
        assertThat(vault.list("chat")).isEmpty();
        assertThatThrownBy(() -> vault.find(backup.id()))
                .isInstanceOf(BackupNotProven.class)
                .hasMessageContaining("expected a receipt, found none that can be read at ");
    }

    @Test
    void removesNoBackupThatItCouldNotAnnounce() {
        var oldest = vaultAt(NOON.minus(Duration.ofDays(90))).take("chat", source, null, heard::add);
        vault.take("chat", source, null, heard::add);
        var keepOne = new RetentionPolicy(1, Duration.ofDays(14));

        assertThatThrownBy(() -> vault.expire("chat", keepOne, Set.of(), observation -> {
                    throw new IllegalStateException("not recorded: " + observation);
                }))
                .hasMessage("not recorded: BackupExpiring[backupId=" + oldest.id() + ", path=" + oldest.path()
                        + ", why=older than 14 days]");

        assertThat(Path.of(oldest.path())).exists();
        assertThat(vault.list("chat")).contains(oldest);
    }

    @Test
    void takesNoPathForAnId() {
        assertThat(vault.find("../app")).isEmpty();
        assertThatThrownBy(() -> vault.verify("../../etc/passwd", source))
                .isInstanceOf(BackupUnknown.class)
                .hasMessage("no such backup: expected backup ../../etc/passwd in " + vault.directory()
                        + ", found none of that id");
    }

    private BackupVault vaultAt(Instant now) {
        return new BackupVault(folder.resolve("vault"), Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<String> steps() {
        return heard.stream()
                .filter(observation -> !(observation instanceof Observation.Progress))
                .map(observation -> observation.getClass().getSimpleName())
                .toList();
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
