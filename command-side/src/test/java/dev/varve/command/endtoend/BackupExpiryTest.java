package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupExpiryTest {

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
        watched.type("upgrade", "app", "--to", "a1").exits(0);
    }

    @Test
    void announcesTheDeletionBeforeItAndTellsItAfterwards() throws Exception {
        var old = oldBackups(4);

        var ended = watched.type("backup", "app", "--expire-after", "14").exits(0);

        assertThat(ended.err()).contains("expired: backup " + old.getFirst() + ", older than 14 days");
        assertThat(told(old.getFirst())).containsExactly("BackupExpiryStarted", "BackupExpired");
        assertThat(file(old.getFirst())).doesNotExist();
        watched.type("verify").exits(0);
    }

    @Test
    void tellsADeletionThatAKilledExpiryCouldNotTell() throws Exception {
        var old = oldBackups(4).getFirst();
        var obstacle = file(old).toString();
        assertThat(SystemCommand.run("mount", "--bind", obstacle, obstacle))
                .as("this test makes a file undeletable by a mount, which needs the right to")
                .isZero();
        try {
            watched.type("backup", "app", "--expire-after", "14").exits(1);
        } finally {
            SystemCommand.run("umount", "-l", obstacle);
        }
        assertThat(told(old)).containsExactly("BackupExpiryStarted");
        Files.delete(file(old));
        Files.delete(file(old).resolveSibling(old + ".receipt.json"));
        watched.type("backup", "app", "--expire-after", "14").exits(0);

        assertThat(told(old)).containsExactly("BackupExpiryStarted", "BackupExpired");
    }

    private List<String> oldBackups(int count) throws IOException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var backup = watched.type("backup", "app", "--json").exits(0).json();
            var id = backup.path("id").asString();
            var receipt = file(id).resolveSibling(id + ".receipt.json");
            Files.writeString(
                    receipt,
                    Files.readString(receipt)
                            .replaceFirst("\"takenAt\" : \"[0-9-]{10}", "\"takenAt\" : \"2001-01-0" + (i + 1)));
            ids.add(id);
        }
        return ids;
    }

    private Path file(String id) {
        return watched.terminal().home().resolve("backups/app/" + id + ".sqlite3");
    }

    private List<String> told(String id) {
        var types = new ArrayList<String>();
        for (var event : watched.type("history", "app", "--json").json()) {
            var type = event.path("type").asString();
            if (type.startsWith("BackupExpir")
                    && event.path("data").path("backupId").asString().equals(id)) {
                types.add(type);
            }
        }
        return types;
    }
}
