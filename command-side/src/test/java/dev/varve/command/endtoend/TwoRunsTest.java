package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoRunsTest {

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        watched = GatedProject.in(folder);
    }

    private Session startAndReachTheSecondStep() {
        return GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app", "--no-rehearsal"));
    }

    @Test
    void refusesTheSecondOfTwoHomesOnOneFileAndNamesTheFirst() throws Exception {
        var other = new Terminal(folder.resolve("other"), folder.resolve("locks"));
        watched.register(other, watched.database());
        var first = startAndReachTheSecondStep();

        var second = other.run("upgrade", "app", "--no-rehearsal", "--json").exits(4);

        assertThat(second.json().path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(second.finding("DATABASE_IN_USE").path("message").asString())
                .startsWith("expected no other run on this database, found run ")
                .contains("process " + first.id() + " ")
                .contains("home " + watched.terminal().home());
        assertThat(other.type("history", "app", "--type", "PreflightRefused", "--json")
                        .json())
                .hasSize(1);
        GatedProject.of(folder).open();
        first.end().exits(0);
        other.type("diagnose", "app").exits(0);
        other.type("verify").exits(0);
    }

    @Test
    void refusesASecondRunFromTheSameHome() throws Exception {
        var first = startAndReachTheSecondStep();

        var second = watched.terminal()
                .run("upgrade", "app", "--no-rehearsal", "--json")
                .exits(4);

        assertThat(second.finding("DATABASE_IN_USE").path("message").asString())
                .contains("process " + first.id() + " ");
        GatedProject.of(folder).open();
        first.end().exits(0);
        watched.type("verify").exits(0);
    }

    @Test
    void refusesARunBesideAnOrphanedToolWhichStopsBeforeItsNextStatement() throws Exception {
        var other = new Terminal(folder.resolve("other"), folder.resolve("locks"));
        watched.register(other, watched.database());
        var first = startAndReachTheSecondStep();
        first.process().destroyForcibly().waitFor();
        assertThat(first.alive()).hasSize(1);

        var elsewhere = other.run("upgrade", "app", "--no-rehearsal", "--json").exits(4);
        var here = watched.terminal()
                .run("upgrade", "app", "--no-rehearsal", "--json")
                .exits(4);

        assertThat(elsewhere.finding("DATABASE_IN_USE").path("message").asString())
                .startsWith("expected no other run on this database, found process "
                        + first.alive().getFirst() + ", left behind by run ");
        assertThat(here.finding("DATABASE_IN_USE").path("code").asString()).isEqualTo("DATABASE_IN_USE");
        GatedProject.of(folder).open();
        await().atMost(Duration.ofSeconds(30)).until(() -> first.alive().isEmpty());
        assertThat(watched.database().objects()).containsExactly("users");
        assertThat(watched.type("diagnose", "app", "--json")
                        .finding("INTERRUPTED_RUN")
                        .path("evidence")
                        .path("lastIntent")
                        .asString())
                .isEqualTo("step 2 of 2, b2");
        watched.terminal().run("upgrade", "app").exits(0);
        watched.type("verify").exits(0);
    }
}
