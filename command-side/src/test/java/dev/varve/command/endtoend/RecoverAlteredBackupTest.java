package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A backup and a receipt that fit each other, and are not what the record says of that backup. */
class RecoverAlteredBackupTest {

    @TempDir
    Path folder;

    private Watched watched;
    private String before;
    private JsonNode older;
    private JsonNode ofTheRun;

    @BeforeEach
    void brokenUpgradeWithItsBackupAndAnOlderOne() {
        watched = BrokenUpgrade.in(folder);
        before = watched.database().sha256();
        var backups = watched.type("backups", "app", "--json").exits(0).json();
        assertThat(backups).hasSize(2);
        older = backups.path(0);
        ofTheRun = backups.path(1);
    }

    private static Path path(JsonNode backup) {
        return Path.of(backup.path("path").asString());
    }

    private static Path receipt(JsonNode backup) {
        return path(backup).resolveSibling(backup.path("id").asString() + ".receipt.json");
    }

    /** The older one, under the name of the run's. */
    private void exchange() throws IOException {
        Files.copy(path(older), path(ofTheRun), StandardCopyOption.REPLACE_EXISTING);
        var receipt = Files.readString(receipt(older));
        Files.writeString(
                receipt(ofTheRun),
                receipt.replace(older.path("id").asString(), ofTheRun.path("id").asString()));
    }

    @Test
    void isNotOfferedAndRefusedAsAProofThatFailed() throws Exception {
        exchange();
        var expected = "backup " + ofTheRun.path("id").asString()
                + " is not proven: expected the one that was proven, of SHA-256 "
                + ofTheRun.path("sha256").asString() + ", found one of "
                + older.path("sha256").asString();

        var shown = watched.type("recover", "app", "--json").exits(6).json();
        assertThat(Ended.texts(shown.path("evidence"))).contains(expected);
        assertThat(shown.path("options")).hasSize(1);
        assertThat(shown.path("options").path(0).path("id").asString()).isEqualTo("mend");
        assertThat(shown.path("options").path(0).path("onlyByName").asBoolean()).isTrue();
        assertThat(shown.path("remedy").asString())
                .startsWith("find out who changed the backup or its receipt; varve backups app --prove");

        for (var words : new String[][] {{"--yes"}, {"--option", "restore"}}) {
            var refused = watched.type(line(words)).exits(7).json();
            assertThat(refused.path("outcome").asString()).isEqualTo("REFUSED");
            assertThat(refused.path("why").asString()).isEqualTo(expected);
            assertThat(Recorded.of(watched, refused.path("runId").asString()))
                    .contains("RecoveryOpened", "RecoveryAbandoned")
                    .doesNotContain("RecoveryOptionChosen", "RestoreStarted");
        }
        assertThat(watched.database().sha256()).isEqualTo(before);
        watched.type("restore", "app", ofTheRun.path("id").asString()).exits(7);
        watched.type("verify").exits(0);
    }

    private static String[] line(String... more) {
        var words = new ArrayList<>(List.of("recover", "app", "--json"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    void isTheSameForAReceiptAloneThatTellsOfOtherRows() throws Exception {
        var receipt = Files.readString(receipt(ofTheRun));
        var altered = receipt.replaceAll("(\"name\"\\s*:\\s*\"users\"\\s*,\\s*\"rows\"\\s*:\\s*)2", "$13");
        assertThat(altered).isNotEqualTo(receipt);
        Files.writeString(receipt(ofTheRun), altered);

        var refused = watched.type("recover", "app", "--yes", "--json").exits(7).json();

        assertThat(refused.path("why").asString())
                .contains("expected a receipt of the rows that were proven, {alembic_version=1, users=2}")
                .contains("found one of {alembic_version=1, users=3}");
        assertThat(watched.database().sha256()).isEqualTo(before);
        watched.type("verify").exits(0);
    }

    @Test
    void leavesTheWaysThatNeedNoBackupToWhoeverNamesThem() throws Exception {
        exchange();

        watched.type("recover", "app", "--option", "mend").exits(0);

        assertThat(watched.database().objects()).containsExactly("users");
        assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("a@example.org", "a@example.org");
        watched.type("diagnose", "app").exits(3);
        watched.type("verify").exits(0);
    }
}
