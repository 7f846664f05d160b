package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guided way back from an upgrade that broke half way. */
class RecoverTest {

    @TempDir
    Path folder;

    @Test
    void onlyShowsWhereNobodyCanBeAsked() {
        var watched = BrokenUpgrade.in(folder);
        var before = watched.database().sha256();

        var shown = watched.type("recover", "app").exits(6);

        assertThat(shown.out())
                .contains("app: PARTIAL: a step is in the database in part")
                .contains("expected revision b2 to be applied or not, found it applied in part: table one; table two")
                .contains("table one: not in the backup, 0 rows now")
                .contains("  restore\n    does:   puts backup ")
                .contains(", taken right before the run's first step, in the database's place")
                .contains("loses:  nothing")
                .contains("takes:  about ")
                .contains("proof:  schema and every row equal the backup's, read back from the database")
                .contains("next: varve recover app --option restore");
        assertThat(watched.database().sha256()).isEqualTo(before);
        assertThat(watched.type("history", "app", "--type", "RecoveryOpened", "--json")
                        .json())
                .isEmpty();
    }

    @Test
    void restoresTheBackupOfTheBrokenRunAndProvesIt() {
        var watched = BrokenUpgrade.beforeIt(folder);
        var before = watched.database().fingerprint();
        watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal")
                .exits(6);

        var recovered =
                watched.type("recover", "app", "--yes", "--json").exits(0).json();

        assertThat(recovered.path("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(recovered.path("kind").asString()).isEqualTo("recover");
        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(recovered.path("option").asString()).isEqualTo("restore");
        assertThat(recovered.path("state").asString()).isEqualTo("PENDING");
        assertThat(recovered.path("proof").asString())
                .contains(recovered.path("backup").path("id").asString());
        assertThat(watched.database().fingerprint()).isEqualTo(before);
        assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("a@example.org", "a@example.org");
        assertThat(Path.of(recovered.path("aside").path(0).asString())).isRegularFile();
        watched.type("diagnose", "app").exits(3);
        watched.type("status", "app").exits(3);
        assertThat(history(watched))
                .contains("recovery opened: PARTIAL; offered: restore, mend")
                .contains("chosen: restore, puts backup ")
                .contains("recovered by restore, proven: schema and every row equal those of backup ");
        assertThat(watched.type("recover", "app").exits(3).out())
                .isEqualTo("app: nothing to recover; the database is well, and no run is open\n");
        watched.type("verify").exits(0);
    }

    @Test
    void countsTheRowsThatARestoreWouldLose() {
        var watched = BrokenUpgrade.in(folder);
        watched.database().with("INSERT INTO users (mail) VALUES ('b@example.org'), ('c@example.org')");

        var shown = watched.type("recover", "app", "--json").exits(6).json();

        assertThat(shown.path("options").path(0).path("loses").asString())
                .isEqualTo("2 rows of table users written since");
        assertThat(shown.path("runId").isNull()).isTrue();
        assertThat(shown.path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
    }

    @Test
    void refusesAWayThatIsNotOnOffer() {
        var watched = BrokenUpgrade.in(folder);
        var before = watched.database().sha256();

        var refused = watched.type("recover", "app", "--option", "resume", "--json")
                .exits(4)
                .json();

        assertThat(refused.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(refused.path("why").asString())
                .isEqualTo(
                        "expected resume to be on offer, found only restore, mend: a step is in the database in part");
        assertThat(watched.database().sha256()).isEqualTo(before);
        assertThat(history(watched)).contains("recovery left at resume: expected resume to be on offer");
        watched.type("recover", "app", "--option", "prayer").exits(2);
        watched.type("recover", "app", "--yes").exits(0);
    }

    @Test
    void hasNothingToDoForAHealthyDatabase() {
        var watched = BrokenUpgrade.beforeIt(folder);

        assertThat(watched.type("recover", "app", "--yes").exits(3).out())
                .isEqualTo("app: nothing to recover; the database is well, and no run is open\n");
        assertThat(watched.type("recover", "app", "--yes", "--json")
                        .exits(3)
                        .json()
                        .path("outcome")
                        .asString())
                .isEqualTo("SUCCEEDED");
        assertThat(watched.type("history", "app", "--type", "RecoveryOpened", "--json")
                        .json())
                .isEmpty();
    }

    @Test
    void refusesABackupThatIsNotWhatItsReceiptSays() throws Exception {
        var watched = BrokenUpgrade.in(folder);
        var before = watched.database().sha256();
        var id = watched.type("recover", "app", "--json")
                .exits(6)
                .out()
                .replaceAll("(?s).*puts backup (\\S+) of.*", "$1");
        var backup = Path.of(watched.type("backups", "app", "--json")
                .json()
                .valueStream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow()
                .path("path")
                .asString());
        var bytes = Files.readAllBytes(backup);
        bytes[bytes.length - 1] ^= 1;
        Files.write(backup, bytes);

        var refused = watched.type("recover", "app", "--yes", "--json").exits(7).json();

        assertThat(refused.path("why").asString()).contains("SHA-256");
        assertThat(watched.database().sha256()).isEqualTo(before);
        watched.type("recover", "app").exits(6);
    }

    /** First contact: broken before Varve was there, and no backup. */
    @Test
    void mendsACopyWhereThereIsNoBackupAndPutsItInPlace() throws Exception {
        var broken = BrokenUpgrade.in(folder);
        var stranger = new Terminal(folder.resolve("stranger"));
        var file = new SqliteFile(
                Files.createDirectories(folder.resolve("elsewhere")).resolve("app.db"));
        Files.copy(broken.database().path(), file.path());
        broken.register(stranger, file);

        var offered = stranger.type("recover", "app", "--json").exits(6).json().path("options");
        assertThat(offered).hasSize(1);
        assertThat(offered.path(0).path("id").asString()).isEqualTo("mend");
        assertThat(offered.path(0).path("loses").isNull()).isTrue();
        assertThat(offered.path(0).path("does").asString()).contains("DROP TABLE \"one\"; DROP TABLE \"two\"");
        var mended = stranger.type("recover", "app", "--yes", "--json").exits(0).json();

        assertThat(mended.path("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(mended.path("state").asString()).isEqualTo("PENDING");
        assertThat(file.objects()).containsExactly("users");
        assertThat(file.rows("SELECT mail FROM users")).containsExactly("a@example.org", "a@example.org");
        assertThat(new SqliteFile(Path.of(mended.path("aside").path(0).asString())).objects())
                .containsExactly("one", "two", "users");
        stranger.type("diagnose", "app", "--deep").exits(3);
        stranger.type("verify").exits(0);
    }

    private static String history(Watched watched) {
        return watched.type("history", "app").exits(0).out().replaceAll("\\s+", " ");
    }
}
