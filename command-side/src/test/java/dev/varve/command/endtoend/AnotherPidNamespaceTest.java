package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.append.ThisMachine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a container, and somebody outside of it who shares home and host name with it. */
class AnotherPidNamespaceTest {

    @TempDir
    Path folder;

    private Watched watched;
    private Terminal outside;
    private Session inside;

    @BeforeEach
    void runInAContainer() {
        watched = GatedProject.in(folder);
        outside = new Terminal(folder.resolve("operator"), folder.resolve("locks-outside"));
        watched.terminal().inAPidNamespaceOfItsOwn();
        inside = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app"));
    }

    @AfterEach
    void killTheContainer() {
        inside.signal("KILL");
    }

    @Test
    void neverTakesOverARunWhoseProcessIdMeansNothingHere() {
        var refused = outside.run("upgrade", "app", "--json").exits(4);

        var finding = refused.finding("DATABASE_IN_USE");
        assertThat(finding.path("message").asString())
                .matches("expected no other run on app, found run \\S+ of \\S+ \\(process \\d+ on "
                        + ThisMachine.hostName() + " in another PID namespace, pid:\\[\\d+], since 2\\S+Z\\)");
        assertThat(finding.path("remedy").asString())
                .matches("look whether process \\d+ of pid:\\[\\d+] still runs, outside of any container .*"
                        + "never taken over by itself; if it is gone, say so: varve diagnose app --has-ended \\S+");
        outside.run("diagnose", "app");
        assertThat(happened("LeaseTakenOver", "RunInterrupted")).isZero();
        GatedProject.of(folder).open();
        inside.end().exits(0);
        outside.type("verify").exits(0);
    }

    @Test
    void settlesItOnceSomebodyLookedAndSaysThatItHasEnded() {
        inside.signal("KILL");
        var run = outside.run("upgrade", "app", "--json").exits(4).finding("DATABASE_IN_USE");
        var id = run.path("evidence").path("run").asString();

        outside.type("diagnose", "app", "--has-ended", "another-run").exits(2);
        outside.type("diagnose", "app", "--has-ended", id, "--actor", "anna").exits(3);

        assertThat(outside.type("history", "app", "--type", "RunInterrupted", "--json")
                        .json()
                        .path(0)
                        .path("data")
                        .path("why")
                        .asString())
                .startsWith("anna looked and says that it has ended: process ")
                .endsWith(", which cannot be seen from here");
        GatedProject.of(folder).open();
        outside.type("upgrade", "app").exits(0);
    }

    @Test
    void cannotTellWhetherTheToolOfAKilledContainerIsGone() {
        inside.signal("KILL");
        var sharingTheLocks = new Terminal(folder.resolve("other"), folder.resolve("locks"));
        watched.register(sharingTheLocks, watched.database());

        var refused = sharingTheLocks.run("upgrade", "app", "--json").exits(4).finding("DATABASE_IN_USE");

        assertThat(refused.path("message").asString())
                .contains("of which nobody here can tell whether it is gone, left behind by run ");
        assertThat(refused.path("remedy").asString())
                .contains("once it is certain that it is gone, delete " + folder.resolve("locks"));
    }

    private int happened(String... types) {
        var events = 0;
        for (var type : types) {
            events += outside.type("history", "app", "--type", type, "--json")
                    .json()
                    .size();
        }
        return events;
    }
}
