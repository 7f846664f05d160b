package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the processes get SQLite's native library from, and what a killed one leaves behind. */
class NativeLibraryTest {

    @TempDir
    Path folder;

    @Test
    void aKilledProcessLeavesNoCopyBehind() throws Exception {
        var watched = GatedProject.in(folder);
        watched.terminal().with("XDG_CACHE_HOME", folder.resolve("cache").toString());
        var run = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app"));

        run.signal("KILL");
        run.end();

        assertThat(libraries(folder.resolve("operator/tmp"))).isEmpty();
        assertThat(libraries(folder.resolve("cache"))).hasSize(1);
    }

    @Test
    void severalProcessesAtOnceShareOneCopy() throws Exception {
        var terminal = new Terminal(folder.resolve("operator"))
                .with("XDG_CACHE_HOME", folder.resolve("cache").toString());
        var sessions = new ArrayList<Session>();
        terminal.type("target", "list").exits(0);
        for (int i = 0; i < 4; i++) {
            sessions.add(terminal.start("target", "list"));
        }
        for (var session : sessions) {
            session.end().exits(0);
        }

        assertThat(libraries(folder.resolve("cache"))).hasSize(1);
        assertThat(libraries(folder.resolve("operator/tmp"))).isEmpty();
    }

    @Test
    void worksFromACacheThatCannotBeWritten() throws Exception {
        var cache = Files.createDirectories(folder.resolve("cache"));
        assertThat(SystemCommand.run("mount", "-t", "tmpfs", "tmpfs", cache.toString()))
                .as("this test mounts a volume, which needs the right to")
                .isZero();
        try {
            var watched = GatedProject.in(folder);
            watched.terminal().with("XDG_CACHE_HOME", cache.toString());
            watched.terminal().run("diagnose", "app").exits(3);
            assertThat(SystemCommand.run("mount", "-o", "remount,ro", cache.toString()))
                    .isZero();

            var upgrade = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app"));
            upgrade.signal("KILL");
            upgrade.end();

            assertThat(libraries(folder.resolve("operator/tmp"))).isEmpty();
        } finally {
            SystemCommand.run("umount", cache.toString());
        }
    }

    @Test
    void worksWithoutACache() throws Exception {
        var notAFolder = Files.createFile(folder.resolve("file"));
        var watched = GatedProject.in(folder);

        watched.terminal()
                .with("XDG_CACHE_HOME", notAFolder.toString())
                .run("diagnose", "app")
                .exits(3);
    }

    private static List<Path> libraries(Path below) throws Exception {
        try (var files = Files.walk(below)) {
            return files.filter(file -> file.getFileName().toString().matches(".*sqlitejdbc.*\\.(so|so\\.whole|lck)"))
                    .toList();
        }
    }
}
