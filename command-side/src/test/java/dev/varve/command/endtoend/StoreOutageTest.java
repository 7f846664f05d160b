package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The event store goes out of reach in the middle of a run, by the hand of a migration's own script: after the step has begun, and
 * before its outcome can be recorded.
 */
class StoreOutageTest {

    @TempDir
    Path folder;

    private Watched watched;
    private Path store;
    private Path aside;

    @BeforeEach
    void makeRoom() throws IOException {
        store = Files.createDirectories(folder.resolve("store"));
        aside = folder.resolve("aside");
    }

    @AfterEach
    void unmount() throws Exception {
        while (command("umount", "-l", store.toString()) == 0) {
            // until nothing is mounted there
        }
        command("umount", "-l", aside.toString());
    }

    @Test
    void keepsWhatItSawOfTheStepWhileTheStoreIsAwayAndRecordsItOnceAtTheNextContact() {
        watch("os.rename('" + store + "', '" + aside + "')");

        var ended = watched.type("upgrade", "app", "--no-rehearsal", "--store", url())
                .exits(6);

        assertThat(ended.err())
                .contains("the event store " + events() + " to be the file that was opened, found that it is gone. ")
                .containsPattern("Nothing observed is lost: \\d observed facts wait for the event store in "
                        + Pattern.quote(spool()))
                .contains("do: bring back the file or the volume that was there");
        assertThat(watched.database().objects()).containsExactly("one", "two", "two_more");
        bringBack();

        assertThat(watched.type("status", "app", "--store", url()).err())
                .contains("note: observed facts wait for the event store in " + spool());
        assertThat(recorded()).endsWith("StepStarted");
        var looked = watched.type("diagnose", "app", "--store", url()).exits(3);

        assertThat(looked.err())
                .containsPattern(
                        "note: \\d facts that were observed while the event store was out of reach are recorded now");
        assertThat(recorded())
                .containsSubsequence("StepStarted", "StepSucceeded", "RunInterrupted", "SpooledFactsAppended")
                .containsSubsequence("StepStarted", "StepSucceeded", "LeaseReleased", "SpooledFactsAppended")
                .endsWith("DatabaseDiagnosed")
                .containsOnlyOnce("RunInterrupted");
        assertThat(spools()).isEmpty();
        watched.type("verify", "--store", url()).exits(0);
        watched.type("upgrade", "app", "--no-rehearsal", "--store", url()).exits(0);
    }

    @Test
    void tellsAnAuditorWhichFactsCameLateAndWhy() {
        watch("os.rename('" + store + "', '" + aside + "')");
        watched.type("upgrade", "app", "--no-rehearsal", "--store", url()).exits(6);
        bringBack();
        watched.type("diagnose", "app", "--store", url()).exits(3);

        var late = watched.type("history", "app", "--store", url(), "--type", "SpooledFactsAppended", "--json")
                .json()
                .path(0)
                .path("data");

        assertThat(late.path("why").asString()).isEqualTo("that it is gone");
        assertThat(late.path("facts").size()).isGreaterThan(2);
        assertThat(late.path("facts").path(0).path("type").asString()).isEqualTo("StepSucceeded");
        assertThat(late.path("facts").path(0).path("appended").asBoolean()).isTrue();
        var step = watched.type("history", "app", "--store", url(), "--type", "StepSucceeded", "--json")
                .json()
                .path(0);
        assertThat(step.path("eventId").asString())
                .isEqualTo(late.path("facts").path(0).path("eventId").asString());
        assertThat(step.path("at").asString())
                .isGreaterThan(late.path("facts").path(0).path("observedAt").asString());
        assertThat(SqliteFile.at(events())
                        .rows("SELECT CAST(metadata AS TEXT) FROM domain_event WHERE event_id = '"
                                + step.path("eventId").asString() + "'"))
                .singleElement()
                .asString()
                .contains("\"lateBecause\":\"that it is gone\"", "\"observedAt\":\"");
    }

    @Test
    void doesNotWriteToAFileThatIsPutInTheStoresPlace() throws Exception {
        watch("os.rename('" + events() + "', '" + events() + ".away')", "open('" + events() + "', 'w').close()");

        var ended = watched.type("upgrade", "app", "--no-rehearsal", "--store", url())
                .exits(6);

        assertThat(ended.err())
                .contains("found another file in its place. ")
                .containsPattern("[35] observed facts wait for the event store in ");
        assertThat(events()).isEmptyFile();
        Files.delete(events());
        watched.type("target", "list", "--store", url());
        Files.move(Path.of(events() + ".away"), events(), StandardCopyOption.REPLACE_EXISTING);
        watched.type("diagnose", "app", "--store", url()).exits(3);
        assertThat(recorded()).contains("SpooledFactsAppended").endsWith("DatabaseDiagnosed");
    }

    @Test
    void keepsWhatItSawWhileTheStoresVolumeIsFull() throws Exception {
        mount("size=3m");
        watch(
                "with open('" + store.resolve("ballast") + "', 'wb') as ballast:",
                "    while True: ballast.write(b'x' * 4096)");

        var ended = watched.type("upgrade", "app", "--no-rehearsal", "--store", url(), "--json")
                .exits(6);

        assertThat(ended.err())
                .contains("needed 1048576 bytes, free 0 bytes on the volume of " + events())
                .contains("Nothing observed is lost: 6 observed facts wait for the event store in " + spool());
        assertThat(ended.json().path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        var full = watched.type("diagnose", "app", "--store", url());
        assertThat(full.err()).contains("what was observed waits in " + spool());
        Files.delete(store.resolve("ballast"));
        watched.type("diagnose", "app", "--store", url()).exits(6);
        assertThat(recorded())
                .containsSubsequence(
                        "StepFailed",
                        "VerificationStarted",
                        "TablesCompared",
                        "PartialRunDetected",
                        "RunFailed",
                        "LeaseReleased",
                        "SpooledFactsAppended");
        watched.type("verify", "--store", url()).exits(0);
    }

    @Test
    void keepsWhatItSawWhileTheStoresVolumeIsUnmounted() throws Exception {
        Files.createDirectories(aside);
        assertThat(command("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", aside.toString()))
                .isZero();
        assertThat(command("mount", "--bind", aside.toString(), store.toString()))
                .isZero();
        watch("import subprocess", "subprocess.run(['umount', '-l', '" + store + "'], check=True)");

        watched.type("upgrade", "app", "--no-rehearsal", "--store", url()).exits(6);

        assertThat(spools()).hasSize(1);
        assertThat(command("mount", "--bind", aside.toString(), store.toString()))
                .isZero();
        watched.type("diagnose", "app", "--store", url()).exits(3);
        assertThat(recorded()).containsSubsequence("StepSucceeded", "RunInterrupted", "SpooledFactsAppended");
        watched.type("verify", "--store", url()).exits(0);
    }

    @Test
    void appendsNothingTwiceWhenItIsKilledBetweenTheAppendAndTheEndOfTheSpool() throws Exception {
        watch("os.rename('" + store + "', '" + aside + "')");
        watched.type("upgrade", "app", "--no-rehearsal", "--store", url()).exits(6);
        bringBack();
        var nobodyListens = folder.resolve("witness");
        command("mkfifo", nobodyListens.toString());
        var killed = new Terminal(folder.resolve("operator"), folder.resolve("locks"))
                .with("VARVE_WITNESS", nobodyListens.toString())
                .start("diagnose", "app", "--store", url());
        await().atMost(Duration.ofMinutes(1)).until(() -> recorded().contains("SpooledFactsAppended"));
        killed.signal("KILL");
        killed.end();
        assertThat(spools()).hasSize(1);
        var before = recorded();

        watched.type("diagnose", "app", "--store", url()).exits(3);

        assertThat(recorded().subList(0, before.size())).isEqualTo(before);
        assertThat(recorded().subList(before.size(), recorded().size())).containsExactly("DatabaseDiagnosed");
        assertThat(spools()).isEmpty();
        watched.type("verify", "--store", url()).exits(0);
    }

    @Test
    void recordsTheWholeLinesOfASpoolThatEndsInATornOneAndKeepsTheRest() throws Exception {
        watch("os.rename('" + store + "', '" + aside + "')");
        watched.terminal()
                .run("upgrade", "app", "--no-rehearsal", "--store", url())
                .exits(6);
        bringBack();
        var spool = Path.of(spool());
        var bytes = Files.readAllBytes(spool);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end - 1] = 0;
        bytes[end - 2] = 0;
        Files.write(spool, bytes);

        var looked = watched.type("diagnose", "app", "--store", url()).exits(3);

        assertThat(looked.err()).contains(" facts that were observed").contains("kept in " + spool + ".unreadable");
        assertThat(recorded()).containsSubsequence("StepSucceeded", "SpooledFactsAppended", "DatabaseDiagnosed");
        watched.type("upgrade", "app", "--no-rehearsal", "--store", url()).exits(0);
    }

    @Test
    void leavesFactsOfAnotherStoreWhereTheyAre() {
        watch("os.rename('" + store + "', '" + aside + "')");
        watched.type("upgrade", "app", "--no-rehearsal", "--store", url()).exits(6);
        var other = "sqlite:///" + folder.resolve("other/events.db");

        var added = watched.type(addition(other));

        assertThat(added.exits(0).err()).contains(" observed facts wait in " + spool() + " for another event store");
        assertThat(spools()).hasSize(1);
        bringBack();
        watched.type("diagnose", "app", "--store", url()).exits(3);
        assertThat(recorded()).contains("SpooledFactsAppended");
    }

    @Test
    void keepsAsideWhatCannotFollowAnyMore() {
        watch("os.rename('" + store + "', '" + aside + "')");
        watched.terminal()
                .run("upgrade", "app", "--no-rehearsal", "--store", url())
                .exits(6);
        bringBack();
        var spool = Path.of(spool());
        var hidden = spool.resolveSibling("hidden");
        move(spool, hidden);
        watched.type("diagnose", "app", "--store", url()).exits(3);
        move(hidden, spool);

        watched.type("diagnose", "app", "--store", url());

        var late = watched.type("history", "app", "--store", url(), "--type", "SpooledFactsAppended", "--json")
                .json()
                .path(0)
                .path("data");
        assertThat(late.path("facts")
                        .valueStream()
                        .map(fact -> fact.path("appended").asBoolean()))
                .containsOnly(false);
        assertThat(late.path("leftOut").path("head").asString()).contains("StepSucceeded");
        watched.type("verify", "--store", url()).exits(0);
    }

    @Test
    void refusesARunForWhoseObservationsThereIsNoRoom() throws Exception {
        var home = Files.createDirectories(folder.resolve("operator/home"));
        assertThat(command("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", home.toString()))
                .isZero();
        try {
            watch("pass");
            var refused = watched.type("upgrade", "app", "--no-rehearsal", "--store", url())
                    .exits(4);

            assertThat(refused.out())
                    .contains("LOW_DISK_SPACE")
                    .contains("expected 4194304 bytes free in " + home.resolve("spool"))
                    .containsPattern("found \\d+ bytes \\(No space left on device\\)");
            assertThat(recorded()).endsWith("PreflightRefused");
            assertThat(spools()).isEmpty();
        } finally {
            command("umount", home.toString());
        }
    }

    /** Two revisions are there; the second does this between its table and its end. */
    private void watch(String... deed) {
        var script = new StringBuilder("op.execute('CREATE TABLE two (id INTEGER)')");
        script.append("\n    import os\n    if os.path.exists('" + armed() + "'):");
        script.append("\n        os.remove('" + armed() + "')");
        for (var line : deed) {
            script.append("\n        ").append(line);
        }
        script.append("\n    op.execute('CREATE TABLE two_more (id INTEGER)')");
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "one", "op.execute('CREATE TABLE one (id INTEGER)')")
                .revision("b2", "a1", "two", script.toString())
                .revision("c3", "b2", "three", "op.execute('CREATE TABLE three (id INTEGER)')");
        watched = new Watched(
                new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                SqliteFile.empty(folder.resolve("data/app.db")),
                project);
        watched.type(addition(url())).exits(0);
        watched.type("upgrade", "app", "--to", "a1", "--store", url());
        try {
            Files.createFile(armed());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The deed is done once: the same script also runs where the expected schema is built. */
    private Path armed() {
        return folder.resolve("armed");
    }

    private String[] addition(String storeUrl) {
        return List.of(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "alembic",
                        "--config",
                        watched.project().ini().toString(),
                        "--database",
                        watched.database().url(),
                        "--python",
                        Watched.python(),
                        "--store",
                        storeUrl)
                .toArray(String[]::new);
    }

    private Path events() {
        return store.resolve("events.db");
    }

    private String url() {
        return "sqlite:///" + events();
    }

    private String spool() {
        return spools().getFirst();
    }

    private List<String> spools() {
        try (var files = Files.list(folder.resolve("operator/home/spool"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".spool"))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private void bringBack() {
        move(aside, store);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> recorded() {
        return SqliteFile.at(events()).rows("SELECT payload_type FROM domain_event ORDER BY global_index");
    }

    private void mount(String option) throws Exception {
        assertThat(command("mount", "-t", "tmpfs", "-o", option, "tmpfs", store.toString()))
                .as("this test mounts a small volume, which needs the right to")
                .isZero();
    }

    private static int command(String... line) throws Exception {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
