package dev.varve.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.H2Fixture;
import dev.varve.engine.database.H2Login;
import dev.varve.engine.database.H2Process;
import dev.varve.engine.database.H2Process.Doing;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2BackupTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final List<Observation> heard = new ArrayList<>();
    private Path file;
    private H2Database source;
    private BackupVault vault;

    @BeforeEach
    void prepare() {
        file = folder.resolve("app.mv.db");
        source = H2Fixture.anyDatabase(file);
        vault = new BackupVault(folder.resolve("vault"), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void takesABackupThatEqualsItsSourceAndChangesNoByteOfIt() throws IOException {
        var before = Files.readAllBytes(file);

        var backup = vault.take("chat", source, "run-1", heard::add);

        assertThat(backup.kind()).isEqualTo(DatabaseKind.H2);
        assertThat(backup.tables()).isEqualTo(source.contents(rows -> {})).hasSize(3);
        assertThat(backup.fingerprint()).isEqualTo(source.schema().fingerprint());
        assertThat(backup.isProven()).isTrue();
        assertThat(vault.verify(backup.id(), source)).isEqualTo(backup);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(told()).containsExactly("BackupStarting", "BackupTaken", "ProofStarting", "BackupProven");
    }

    @Test
    void keepsOnePrivateFileAndAReceiptThatNamesTheKind() throws IOException {
        var backup = vault.take("chat", source, null, heard::add);
        vault.verify(backup, source);

        try (var files = Files.list(vault.directory())) {
            assertThat(files.map(path -> path.getFileName() + " " + mode(path)))
                    .containsExactlyInAnyOrder(
                            backup.id() + ".mv.db rw-------", backup.id() + ".receipt.json rw-------");
        }
        assertThat(Files.readString(vault.directory().resolve(backup.id() + ".receipt.json")))
                .contains("\"kind\" : \"h2\"");
    }

    @Test
    void readsReceiptsFromBeforeTheyNamedAKindAsSqlites() throws IOException {
        var sqlite = SqliteDatabase.at(SqliteFixture.anyDatabase(folder.resolve("old.db")));
        var backup = vault.take("old", sqlite, null, heard::add);
        var receipt = vault.directory().resolve(backup.id() + ".receipt.json");
        Files.writeString(receipt, Files.readString(receipt).replaceFirst("\\s*\"kind\" : \"sqlite\",", ""));

        assertThat(Files.readString(receipt)).doesNotContain("kind");
        assertThat(vault.find(backup.id())).contains(backup);
        assertThat(vault.verify(backup.id(), sqlite)).isEqualTo(backup);
    }

    @Test
    void backsUpWhatIsCommittedWhereAProgramDiedInATransaction() {
        var committed = source.contents(rows -> {});
        H2Process.start(Doing.WRITING_UNFINISHED, source).close();

        assertThat(vault.take("chat", source, null, heard::add).tables()).isEqualTo(committed);
    }

    @Test
    void refusesASourceThatAnotherProcessWritesToAndNamesIt() {
        try (var other = H2Process.start(Doing.WRITING_UNFINISHED, source)) {
            assertThatThrownBy(() -> vault.take("chat", source, null, heard::add))
                    .isInstanceOf(BackupNotTaken.class)
                    .hasMessage("no backup of " + file + " was taken: expected a readable database, found opened by"
                            + " java (pid " + other.pid() + ")");
        }
        assertThat(heard).isEmpty();
        assertThat(vault.directory()).doesNotExist();
    }

    @Test
    void backsUpAnEmptyFileAsOne() throws IOException {
        var empty = H2Database.at(Files.createFile(folder.resolve("new.mv.db")), Map.of(), H2Login.DEFAULT);

        var backup = vault.take("new", empty, null, heard::add);

        assertThat(backup.tables()).isEmpty();
        assertThat(Path.of(backup.path())).isEmptyFile();
    }

    @Test
    void keepsTheSettingsAndTheLoginForTheProof() {
        var lower = H2Fixture.with(
                H2Database.at(
                        folder.resolve("lower.mv.db"),
                        Map.of("MODE", "MySQL", "DATABASE_TO_LOWER", "TRUE"),
                        new H2Login("app", "a secret")),
                "CREATE TABLE t (a INT)",
                "INSERT INTO t VALUES (1)");

        assertThat(vault.take("lower", lower, null, heard::add).isProven()).isTrue();
    }

    @Test
    void refusesABackupWithAFlippedBit() throws IOException {
        var backup = vault.take("chat", source, null, heard::add);
        var stored = Path.of(backup.path());
        var bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2] ^= 1;
        Files.write(stored, bytes);

        assertThatThrownBy(() -> vault.verify(backup.id(), source))
                .isInstanceOf(BackupNotProven.class)
                .hasMessageContaining("expected SHA-256 " + backup.sha256());
        assertThatThrownBy(() -> vault.restore(backup, source, heard::add)).isInstanceOf(BackupNotProven.class);
    }

    @Test
    void restoresWhatItWasAndKeepsWhatWasThereAside() throws IOException {
        var backup = vault.take("chat", source, null, heard::add);
        H2Fixture.with(source, "DROP VIEW titles", "DELETE FROM chat", "DROP TABLE note");

        var restored = vault.restore(backup, source, heard::add);

        assertThat(source.contents(rows -> {})).isEqualTo(backup.tables());
        assertThat(source.schema().fingerprint()).isEqualTo(backup.fingerprint());
        var aside = H2Database.at(Path.of(restored.aside().getFirst()), Map.of(), H2Login.DEFAULT);
        assertThat(aside.rowCounts()).isEqualTo(Map.of("CHAT", 0L, "CHAT_USER", 2L));
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "app.mv.db",
                            "vault",
                            Path.of(restored.asideFolder()).getFileName().toString());
        }
    }

    @Test
    void refusesToRestoreUnderAProgramThatHasItOpen() {
        var backup = vault.take("chat", source, null, heard::add);
        try (var other = H2Process.start(Doing.HOLDING, source)) {
            assertThatThrownBy(() -> vault.restore(backup, source, heard::add))
                    .isInstanceOf(RestoreRefused.class)
                    .hasMessageContaining("found java (pid " + other.pid() + ")");
        }
    }

    @Test
    void refusesToRestoreABackupOfAnotherKindOfDatabase() {
        var sqlite = SqliteDatabase.at(SqliteFixture.anyDatabase(folder.resolve("old.db")));
        var backup = vault.take("chat", sqlite, null, heard::add);
        assertThatThrownBy(() -> vault.restore(backup, source, heard::add))
                .isInstanceOf(RestoreRefused.class)
                .hasMessageContaining("expected a backup of h2, found " + backup.id() + " of sqlite");
        assertThatThrownBy(() -> vault.verify(backup, source)).isInstanceOf(BackupNotProven.class);
    }

    @Test
    void leavesNothingBehindWhenTheCopyCannotBeWrittenWhole() throws Exception {
        H2Fixture.with(source, "INSERT INTO chat (raw) SELECT SECURE_RAND(10000) FROM SYSTEM_RANGE(1, 400)");
        var child = dev.varve.engine.database.SqliteProcess.command(
                BackupProcess.class, "take", vault.directory().toString(), file.toString());
        var limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 2048; exec \"$@\"", "limited"));
        limited.addAll(child);
        var process = new ProcessBuilder(limited).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();

        assertThat(said.lines().filter(line -> !line.startsWith("SLF4J")).toList())
                .startsWith("BackupStarting", "BackupRejected")
                .last()
                .asString()
                .startsWith("BackupNotTaken: no backup of " + file + " was taken: expected a whole copy in "
                        + vault.directory() + ", found ");
        assertThat(vault.directory()).isEmptyDirectory();
    }

    private List<String> told() {
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
