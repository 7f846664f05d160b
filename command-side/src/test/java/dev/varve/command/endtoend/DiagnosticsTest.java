package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shared to ask for help: enough to help with, in a file for its owner alone. */
class DiagnosticsTest {

    private final Canaries canaries = new Canaries();

    @TempDir
    Path folder;

    private Bundle bundle;

    @BeforeEach
    void chooseAPlace() {
        bundle = Bundle.in(folder);
    }

    @Test
    void holdsWhatItTakesToHelp() throws Exception {
        var watched = SownProject.in(folder, canaries);
        watched.type("upgrade", "app", "--no-rehearsal").exits(6);

        watched.type("diagnostics", "app", "--out", bundle.path()).exits(0);

        var entries = bundle.entries();
        assertThat(entries.keySet())
                .contains(
                        "README.txt",
                        "backups.json",
                        "diagnosis.json",
                        "events.jsonl",
                        "graph.json",
                        "room-of-the-database.json",
                        "room.json",
                        "schema.txt",
                        "store.json",
                        "target.json",
                        "tool.json",
                        "versions.json");
        assertThat(entries.get("README.txt")).contains("What is in it", "What is not in it");
        assertThat(entries.get("target.json")).contains("SHOP_TOKEN", "FROM_FILE");
        assertThat(entries.get("tool.json")).contains("alembic", "sqlalchemy");
        assertThat(entries.get("graph.json")).contains("\"a1\"", "\"b2\"");
        assertThat(entries.get("diagnosis.json")).contains("PARTIAL", "PARTIAL_MIGRATION", "\"users\"");
        assertThat(entries.get("schema.txt")).contains("COLUMN users name", "DEFAULT ?");
        assertThat(entries.get("events.jsonl"))
                .contains("\"StepFailed\"", "IntegrityError", "UNIQUE constraint failed: users.name");
        assertThat(entries.get("store.json")).contains("\"ok\" : true", "rootHash");
        var statements = Bundle.part(entries, "statements.jsonl");
        assertThat(statements).contains("INSERT INTO users ( name ) VALUES ( ? )", "CREATE TABLE users");
        assertThat(Bundle.part(entries, "output.txt")).contains("other lines left out");
    }

    @Test
    void isReadableByItsOwnerAloneAndTheSameEachTime() throws Exception {
        var watched = SownProject.in(folder, canaries);
        watched.type("diagnostics", "app", "--out", bundle.path()).exits(0);
        var again = bundle.beside("again.zip");
        watched.type("diagnostics", "app", "--out", again.path()).exits(0);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle.zip())))
                .isEqualTo("rw-------");
        var first = bundle.entries();
        assertThat(again.entries().keySet()).containsExactlyElementsOf(first.keySet());
        assertThat(again.entries().get("schema.txt")).isEqualTo(first.get("schema.txt"));
    }

    @Test
    void refusesToOverwriteAFile() throws Exception {
        var watched = SownProject.in(folder, canaries);
        Files.writeString(bundle.zip(), "precious");

        var refused = watched.type("diagnostics", "app", "--out", bundle.path()).exits(2);

        assertThat(refused.err()).contains("expected no file at " + bundle.zip() + ", found one, left as it is");
        assertThat(bundle.zip()).hasContent("precious");
    }

    @Test
    void refusesANameThatWasNeverRegistered() throws Exception {
        var watched = SownProject.in(folder, canaries);

        watched.type("diagnostics", "nobody", "--out", bundle.path()).exits(2);

        assertThat(bundle.zip()).doesNotExist();
    }
}
