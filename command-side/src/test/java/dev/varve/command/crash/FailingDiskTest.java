package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What fails is the disk: full, read-only, or with errors of its own. */
class FailingDiskTest {

    @TempDir
    Path folder;

    private SqliteSite site;

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    static Stream<Arguments> failingCalls() {
        return Stream.of(
                Arguments.of("pwrite64", "ENOSPC", "5+", "data/app.db"),
                Arguments.of("pwrite64", "EIO", "3+", "data/app.db-journal"),
                Arguments.of("fsync,fdatasync", "EIO", "2+", "data/app.db"),
                Arguments.of("pwrite64", "ENOSPC", "40+", "home/events.db-wal"),
                Arguments.of("fsync,fdatasync", "EIO", "6+", "home/events.db-wal"));
    }

    /** In place, so that the database itself is what is written to. */
    @ParameterizedTest(name = "{0} of {3} fails with {1} from {2} on")
    @MethodSource("failingCalls")
    void whereTheDiskFailsNothingIsLostAndTheStateIsTold(String call, String error, String when, String file)
            throws Exception {
        site = SqliteSite.in(folder, Strategy.IN_PLACE, Tool.FLYWAY, MigrationSet.BACKFILL);
        var failing = site.terminal().home().getParent().resolve(file);
        // strace looks for the path when it starts; SQLite takes the file as it is.
        if (Files.notExists(failing) && !file.startsWith("data/")) {
            Files.createFile(failing);
        }

        var ended = site.start(Strace.failing(call, error, when, failing)).end();

        assertThat(ended.code()).as(ended.out() + ended.err()).isIn(1, 4, 5, 6);
        Aftermath.examine(site, ended);
    }

    @Test
    void onAVolumeThatFillsUpInAStepNothingIsLostAndTheStateIsTold() throws Exception {
        site = SqliteSite.in(folder, Strategy.IN_PLACE, Tool.FLYWAY, MigrationSet.MANY_ROWS);
        try (var volume = SmallVolume.on(site.database().getParent().resolveSibling("small"), "1200k")) {
            var home = onVolume(volume);
            var ended = home.run("upgrade", "small", "--json", "--strategy=in-place", "--no-rehearsal");
            assertThat(ended.code()).as(ended.out() + ended.err()).isIn(4, 5, 6);
            home.type("verify").exits(0);
            var truth =
                    site.references().judge(SqlitePicture.of(volume.path().resolve("app.db"), folder.resolve("looks")));
            assertThat(home.type("diagnose", "small", "--json")
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo(truth.state());
            if (ended.code() != 6) {
                assertThat(truth.end()).as(ended.out()).isEqualTo(Truth.End.BEFORE);
            }
        }
    }

    @Test
    void onAVolumeThatCannotBeWrittenTheUpgradeEndsWithoutATrace() throws Exception {
        site = SqliteSite.in(folder, Strategy.IN_PLACE, Tool.FLYWAY, MigrationSet.BACKFILL);
        try (var volume = SmallVolume.on(site.database().getParent().resolveSibling("small"), "20m")) {
            var home = onVolume(volume);
            volume.makeReadOnly();

            var ended = home.run("upgrade", "small", "--json", "--strategy=in-place", "--no-rehearsal");

            assertThat(ended.code()).as(ended.out() + ended.err()).isIn(2, 4, 5);
            home.type("verify").exits(0);
            var truth =
                    site.references().judge(SqlitePicture.of(volume.path().resolve("app.db"), folder.resolve("looks")));
            assertThat(truth.end()).isEqualTo(Truth.End.BEFORE);
        }
    }

    private Terminal onVolume(SmallVolume volume) throws Exception {
        var database = volume.path().resolve("app.db");
        Files.copy(site.database(), database);
        site.add("small", database).exits(0);
        return site.terminal();
    }
}
