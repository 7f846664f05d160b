package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileSurroundingsTest {

    private static final String SECRET = "geheim\"pä\\ss-4711";

    @TempDir
    Path folder;

    @Test
    void refusesToPutOneDatabasesBackupInAnothersPlaceUnlessThatIsMeant() {
        var watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
        watched.type("upgrade", "app").exits(0);
        var id = watched.type("backup", "app", "--json")
                .exits(0)
                .json()
                .path("id")
                .asString();
        var other = SqliteFile.empty(folder.resolve("other/other.db")).with("CREATE TABLE precious (a)");
        watched.register(watched.terminal(), other);
        var before = other.sha256();

        var refused = watched.type("restore", "app", id, "--json").exits(4);

        assertThat(refused.finding("WRONG_DATABASE").path("message").asString())
                .isEqualTo("expected a backup of " + other.path() + ", found one of "
                        + watched.database().path());
        assertThat(other.sha256()).isEqualTo(before);
        watched.type("restore", "app", id, "--from-another-database").exits(0);
        assertThat(other.objects()).doesNotContain("precious");
    }

    @Test
    void tellsADatabaseThatLostEverythingFromANewOne() throws IOException {
        var watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
        Files.write(watched.database().path(), new byte[0]);
        watched.type("diagnose", "app").exits(3);
        watched.type("upgrade", "app").exits(0);
        Files.write(watched.database().path(), new byte[0]);

        var diagnosis = watched.type("diagnose", "app", "--json").exits(6);

        assertThat(diagnosis.finding("SCHEMA_DRIFT").path("message").asString())
                .isEqualTo(
                        "expected the schema that was recorded last, found a database without tables: its data is gone");
        watched.type("upgrade", "app").exits(4);
        assertThat(watched.database().path()).isEmptyFile();
    }

    @Test
    void keepsASecretOutOfEveryRecordAndEveryOutput() throws IOException {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "speaks", "op.execute(\"CREATE TABLE t (a)\")")
                .revision(
                        "b2",
                        "a1",
                        "talks too much",
                        "import os",
                        "print(os.environ['S1'])",
                        "raise RuntimeError(os.environ['S1'])");
        var watched = Watched.in(folder, project);
        watched.register(watched.terminal(), watched.database(), "--env", "S1=" + SECRET);
        watched.type("upgrade", "app", "--to", "a1", "--check-command", "test '" + SECRET + "' = x");

        var failed = watched.terminal().run("upgrade", "app", "--json");

        assertThat(failed.out() + failed.err())
                .contains("RuntimeError")
                .contains("[redacted]")
                .doesNotContain("geheim");
        var deep = watched.terminal().run("diagnose", "app", "--deep");
        assertThat(deep.out() + deep.err()).contains("b2 does not: [redacted]").doesNotContain("geheim");
        try (var files = Files.list(folder.resolve("operator"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("geheim");
            }
        }
    }

    @Test
    void keepsAShortSecretAndATemplatesPasswordOutOfEveryRecord() throws IOException {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "speaks", "op.execute(\"CREATE TABLE t (a)\")")
                .revision(
                        "b2",
                        "a1",
                        "talks",
                        "import os",
                        "raise RuntimeError(os.environ['URL'] + ' ' + os.environ['DB_PASS'])");
        var watched = Watched.in(folder, project);
        watched.register(
                watched.terminal(),
                watched.database(),
                "--env",
                "DB_PASS=x7",
                "--env",
                "URL=postgresql://ann:geheim@db/{database}");

        var failed = watched.terminal().run("upgrade", "app", "--json");

        assertThat(failed.out() + failed.err()).contains("RuntimeError").doesNotContain("geheim", " x7");
        assertThat(watched.type("history", "app", "--json").exits(0).out())
                .contains("[redacted]")
                .doesNotContain("geheim", " x7");
    }

    @Test
    void neverWritesIntoTheDatabaseWhenTheProjectClosesEveryDescriptor() {
        var project = AlembicProjects.linear(folder.resolve("project"));
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app").exits(0);
        project.env("import os\nos.closerange(3, 64)\nheld = open(os.devnull)\n" + AlembicProjects.PLAIN_ENV);
        var before = watched.database().sha256();

        watched.terminal().run("diagnose", "app");
        watched.terminal().run("upgrade", "app");

        assertThat(watched.database().sha256()).isEqualTo(before);
        assertThat(watched.database().rows("PRAGMA integrity_check")).containsExactly("ok");
    }
}
