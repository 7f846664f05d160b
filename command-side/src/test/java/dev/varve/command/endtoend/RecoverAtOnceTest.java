package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people whom the same alarm woke. */
class RecoverAtOnceTest {

    /** While its surroundings say so, whoever loads the tool's configuration waits. */
    private static final String WAITS = """
            import os, time
            while "WAIT_FOR" in os.environ and not os.path.exists(os.environ["WAIT_FOR"]):
                time.sleep(0.01)
            """;

    @TempDir
    Path folder;

    @Test
    void theSecondIsToldWhoHasItAndTheFirstActs() throws Exception {
        var watched = BrokenUpgrade.in(folder);
        var elsewhere = new Terminal(folder.resolve("colleague"), folder.resolve("locks"));
        watched.register(elsewhere, watched.database());
        var before = watched.database().sha256();
        try (var point = new KillPoint(folder)) {
            var gate = folder.resolve("gate");
            watched.project().env(WAITS + AlembicProjects.PLAIN_ENV);
            var ann = watched.terminal().another().with("WAIT_FOR", gate.toString());
            var first = point.reach(ann, "LeaseTaken", 1, "recover", "app", "--option", "restore", "--actor", "ann");

            for (var second : List.of(watched.terminal(), elsewhere)) {
                var refused = second.run("recover", "app", "--yes", "--json", "--actor", "bob")
                        .exits(4);
                assertThat(refused.finding("DATABASE_IN_USE").path("message").asString())
                        .matches("expected no other run on (this database|app), found run \\S+ of ann \\(process "
                                + first.id() + " on \\S+, (home \\S+, )?since 2\\S+Z\\)");
            }
            showsThatItIsAtWork(watched.terminal(), first);
            showsThatItIsAtWork(elsewhere, first);
            assertThat(watched.database().sha256()).isEqualTo(before);
            Files.createFile(gate);
            first.end().exits(0);
        }

        isRestoredOnce(List.of(watched.terminal(), elsewhere), watched);
    }

    private static void showsThatItIsAtWork(Terminal terminal, Session first) {
        var shown = terminal.type("recover", "app", "--json").exits(6).json();
        assertThat(shown.path("situation").asString()).isEqualTo("RUN_IN_PROGRESS");
        assertThat(shown.path("evidence").toString()).contains(" of ann (process " + first.id() + " on ");
        assertThat(shown.path("options").path(0).path("id").asString()).isEqualTo("wait");
    }

    @Test
    void ofFourInTheSameMomentExactlyOneActs() {
        var watched = BrokenUpgrade.in(folder);
        var sessions = new ArrayList<Session>();
        for (var i = 0; i < 4; i++) {
            sessions.add(watched.terminal().start("recover", "app", "--option", i % 2 == 0 ? "restore" : "mend"));
        }
        var ended = sessions.stream().map(Session::end).toList();

        assertThat(ended.stream().map(Ended::code).sorted()).as("%s", ended).containsExactly(0, 4, 4, 4);
        isRestoredOnce(List.of(watched.terminal()), watched);
    }

    private static void isRestoredOnce(List<Terminal> homes, Watched watched) {
        assertThat(happened(homes, "RecoveryCompleted")).isEqualTo(1);
        assertThat(happened(homes, "RestoreStarted") + happened(homes, "MendStarted"))
                .isEqualTo(1);
        assertThat(happened(homes, "LeaseTakenOver") + happened(homes, "RunInterrupted"))
                .isZero();
        assertThat(watched.database().objects()).containsExactly("users");
        assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("a@example.org", "a@example.org");
        for (var home : homes) {
            assertThat(home.type("recover", "app").exits(3).out()).contains("nothing to recover");
            home.type("diagnose", "app").exits(3);
            home.type("verify").exits(0);
        }
    }

    private static int happened(List<Terminal> homes, String type) {
        return homes.stream()
                .mapToInt(home -> Recorded.count(home, "app", type))
                .sum();
    }
}
