package dev.varve.engine.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.backup.BackupNotProven;
import dev.varve.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive is damaged either after its hash was taken, or before: then only restoring and comparing tells. */
class DamagedArchiveTest {

    private static final int DAMAGES = 220;
    private static final int RESTORED_DAMAGES = 24;

    @TempDir
    Path folder;

    private Bench bench;
    private PostgresBackup backup;
    private byte[] whole;

    @BeforeEach
    void take() throws IOException {
        bench = Bench.on(PostgresServer.shared(), folder.resolve("vault"));
        backup = bench.take(bench.smallDatabase());
        whole = Files.readAllBytes(Path.of(backup.path()));
    }

    @Test
    void provesTheArchiveAsItWasTaken() {
        bench.backups().verify(backup);
    }

    @Test
    void rejectsEveryDamageOfAStoredArchive() throws IOException {
        var random = new Random(20261127);
        for (var damage = 0; damage < DAMAGES; damage++) {
            Files.write(Path.of(backup.path()), damaged(whole, random));
            assertThatThrownBy(() -> bench.backups().verify(backup))
                    .isInstanceOf(BackupNotProven.class)
                    .hasMessageMatching("(?s)backup \\S+ is not proven: expected (SHA-256|\\d+ bytes at) .*");
        }
        Files.delete(Path.of(backup.path()));
        assertThatThrownBy(() -> bench.backups().verify(backup)).hasMessageEndingWith("found no such archive");
        assertThat(bench.ownDatabases()).isEmpty();
    }

    @Test
    void rejectsWhatWasDamagedBeforeItsHashWasTakenUnlessItRestoresTheSame() throws IOException {
        var random = new Random(15);
        var rejected = 0;
        for (var damage = 0; damage < RESTORED_DAMAGES; damage++) {
            rejected += isRejected(damaged(whole, random)) ? 1 : 0;
        }
        assertThat(rejected).isGreaterThan(RESTORED_DAMAGES / 2);
        assertThat(isRejected(new byte[0])).isTrue();
        assertThat(isRejected(Arrays.copyOf(whole, whole.length - 20))).isTrue();
        assertThat(bench.ownDatabases()).isEmpty();
    }

    /** pg_restore reads such an archive as if nothing were wrong: nothing but the contents tells. */
    @Test
    void rejectsAnUncompressedArchiveInWhichOneLetterOfARowIsAnother() throws Exception {
        var plain = folder.resolve("plain.pgdump");
        var dump = new ProcessBuilder(
                        Bench.client().folder().resolve("pg_dump").toString(), "-Fc", "-Z0", "--file=" + plain)
                .inheritIO();
        dump.environment().putAll(bench.access().environment(backup.database(), "test", 15));
        assertThat(dump.start().waitFor()).isZero();
        var bytes = Files.readAllBytes(plain);
        var at = indexOf(bytes, "\tnote 77\t");
        bytes[at + 1] ^= 1;
        Files.write(plain, bytes);
        var list = new ProcessBuilder(
                        Bench.client().folder().resolve("pg_restore").toString(), "--file=/dev/null", plain.toString())
                .start();
        assertThat(list.waitFor())
                .as("what pg_restore says to reading it whole")
                .isZero();

        assertThatThrownBy(() -> bench.backups().verify(withArchive(bytes)))
                .isInstanceOf(BackupNotProven.class)
                .hasMessageContaining("expected table public.note with 200 rows of content ")
                .hasMessageContaining("found table public.note with 200 rows of content ");
    }

    private boolean isRejected(byte[] archive) throws IOException {
        try {
            bench.backups().verify(withArchive(archive));
            return false;
        } catch (BackupNotProven rejected) {
            return true;
        }
    }

    /** The receipt that a faulty disk under pg_dump would have got. */
    private PostgresBackup withArchive(byte[] bytes) throws IOException {
        Files.write(Path.of(backup.path()), bytes);
        return new PostgresBackup(
                backup.id(),
                backup.target(),
                backup.source(),
                backup.database(),
                backup.path(),
                backup.format(),
                bytes.length,
                backup.archive().sha256(),
                backup.serverVersion(),
                backup.state(),
                backup.takenAt(),
                backup.provenAt(),
                null);
    }

    private static byte[] damaged(byte[] whole, Random random) {
        var bytes = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> Arrays.fill(bytes, random.nextInt(bytes.length), bytes.length, (byte) 0xa5);
            default -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
