package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.append.Witness;
import dev.varve.command.run.RunAggregate;
import dev.varve.command.run.RunCommand;
import dev.varve.command.target.TargetAggregate;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.events.Circumstances;
import dev.varve.events.LeaseHolder;
import dev.varve.store.SqliteAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lease that somebody left behind: taken over with evidence from the dead, and from nobody else. */
class DeadOwnerTest {

    private static final LeaseHolder ME = ThisMachine.holder("bert");

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
    }

    private void leaveALease(LeaseHolder holder) {
        var events = watched.terminal().home().resolve("events.db");
        var circumstances = new Circumstances("bert", holder.host(), "end-to-end", null, null);
        try (var recorder = Recorder.open(
                new SqliteAddress(events),
                Clock.systemUTC(),
                circumstances,
                Witness.in(Map.of()),
                List.of(TargetAggregate.class, RunAggregate.class),
                new Recorder.Spooling(folder.resolve("spool"), (fact, log) -> true, note -> {}))) {
            recorder.send(RunCommand.restore("left-behind", "app", "B1", holder));
            recorder.send(new TargetCommand.TakeLease(
                    TargetCommand.aggregateId("app"), "app", "left-behind", "restore", holder, null));
        }
    }

    private void isTakenOverBecause(String evidence) {
        watched.type("upgrade", "app").exits(0);

        var takenOver = watched.type("history", "app", "--type", "LeaseTakenOver", "--json")
                .json();
        assertThat(takenOver).hasSize(1);
        var data = takenOver.path(0).path("data");
        assertThat(data.path("fromRun").asString()).isEqualTo("left-behind");
        assertThat(data.path("fromHolder").path("actor").asString()).isEqualTo("bert");
        assertThat(data.path("evidence").asString()).startsWith(evidence);
        watched.type("verify").exits(0);
    }

    @Test
    void isTakenOverWhenItsProcessIsGone() throws Exception {
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        leaveALease(new LeaseHolder(ME.host(), ME.bootId(), ME.pidNamespace(), gone.pid(), 1L, "bert"));

        isTakenOverBecause("process " + gone.pid() + " is gone from host " + ME.host());
    }

    @Test
    void isTakenOverWhenItsProcessIdBelongsToAnotherNow() {
        leaveALease(
                new LeaseHolder(ME.host(), ME.bootId(), ME.pidNamespace(), ME.pid(), ME.processStart() - 1, "bert"));

        isTakenOverBecause("process " + ME.pid() + " on host " + ME.host() + " started at tick " + ME.processStart()
                + ", the holder at " + (ME.processStart() - 1));
    }

    @Test
    void isTakenOverWhenItsHostWasRestarted() {
        leaveALease(new LeaseHolder(ME.host(), "another-boot", ME.pidNamespace(), ME.pid(), ME.processStart(), "bert"));

        isTakenOverBecause("host " + ME.host() + " has been restarted since (boot another-boot, now ");
    }

    @Test
    void isNotTakenOverWhileItsProcessLivesHoweverSlow() {
        leaveALease(ME);

        var finding =
                watched.terminal().run("upgrade", "app", "--json").exits(4).finding("DATABASE_IN_USE");

        assertThat(finding.path("message").asString())
                .matches("expected no other run on app, found run left-behind of bert \\(process " + ME.pid() + " on "
                        + ME.host() + ", since 2\\S+Z\\)");
        assertThat(finding.path("evidence").path("user").asString()).isEqualTo("bert");
        assertThat(finding.path("evidence").path("since").asString()).startsWith("2");
        assertThat(watched.type("history", "app", "--type", "LeaseTakenOver", "--json")
                        .json())
                .isEmpty();
    }

    @Test
    void isNotTakenOverFromAnotherHost() {
        leaveALease(new LeaseHolder("elsewhere", "boot", null, 7, 7L, "bert"));

        assertThat(watched.type("upgrade", "app", "--json")
                        .exits(4)
                        .json()
                        .path("remedy")
                        .asString())
                .startsWith("look on host elsewhere whether process 7 is alive");
    }
}
