package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a watched H2 file, sound and damaged. */
class H2WayBackTest {

    @TempDir
    Path folder;

    @Test
    void refusesToExpireBackupsAfterLessThanNoDays() {
        var refused = H2File.atFirstVersion(folder)
                .type("backup", "shop", "--expire-after", "-3", "--json")
                .exits(2)
                .json()
                .path("error");

        assertThat(refused.path("message").asString())
                .isEqualTo("expected 0 days or more after --expire-after, found -3");
        assertThat(refused.path("remedy").asString()).isEqualTo("varve backup shop --expire-after 30");
    }

    @Test
    void doesNotRestoreABackupThatDoesNotHold() throws Exception {
        var shop = H2File.atFirstVersion(folder);
        var backup = shop.type("backup", "shop", "--json").exits(0).json();
        var copy = Path.of(backup.path("path").asString());
        var bytes = Files.readAllBytes(copy);
        bytes[bytes.length - 5000] ^= 4;
        Files.write(copy, bytes);
        var before = shop.bytes();

        shop.type("backups", "shop", "--prove").exits(7);
        var restore = shop.type("restore", "shop", backup.path("id").asString()).exits(7);

        assertThat(restore.out()).contains("the database was not touched");
        assertThat(shop.bytes()).isEqualTo(before);
    }

    @Test
    void tellsADamagedFileAndLeadsBackToTheBackup() throws Exception {
        var shop = H2File.atFirstVersion(folder);
        var backup = shop.type("backup", "shop", "--json").exits(0).json();
        var bytes = shop.bytes();
        Files.write(shop.path(), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        var diagnosis = shop.type("diagnose", "shop", "--json").exits(6);

        assertThat(diagnosis.json().path("state").asString()).isEqualTo("CORRUPT");
        diagnosis.finding("INTEGRITY_FAILED");
        shop.type("upgrade", "shop").exits(4);
        shop.type("restore", "shop", backup.path("id").asString()).exits(0);
        assertThat(shop.rows("SELECT COUNT(*) FROM chat")).containsExactly("3");
    }
}
