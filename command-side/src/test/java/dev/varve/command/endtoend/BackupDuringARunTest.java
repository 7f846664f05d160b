package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.append.ThisMachine;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a half-migrated database is never a way back without saying so. */
class BackupDuringARunTest {

    @TempDir
    Path folder;

    @Test
    void refusesABackupWhileARunFromAnotherHomeHasTheDatabase() {
        var watched = GatedProject.in(folder);
        var other = new Terminal(folder.resolve("other"), folder.resolve("locks"));
        watched.register(other, watched.database());
        var run = GatedProject.reachTheSecondStep(watched.terminal().start("upgrade", "app", "--no-rehearsal"));

        var refused = other.type("backup", "app", "--json").exits(4).json().path("error");
        var hereToo = watched.terminal()
                .type("backup", "app", "--json")
                .exits(4)
                .json()
                .path("error");

        assertThat(refused.path("code").asString()).isEqualTo("DATABASE_IN_USE");
        assertThat(refused.path("message").asString())
                .startsWith("expected no run on app during a backup, found run ")
                .contains("(process " + run.id() + " on " + ThisMachine.hostName() + ", home "
                        + watched.terminal().home() + ", since ");
        assertThat(hereToo.path("message").asString()).contains("(process " + run.id() + " on ");
        assertThat(other.type("backups", "app", "--json").exits(0).json()).isEmpty();
        var recorded =
                other.type("history", "app", "--type", "LeaseRefused", "--json").json();
        assertThat(recorded.path(0).path("data").path("kind").asString()).isEqualTo("backup");
        other.type("history", "app").exits(0);
        GatedProject.of(folder).open();
        run.end().exits(0);
        other.type("backup", "app").exits(0);
        other.type("verify").exits(0);
    }

    @Test
    void marksABackupOfAHalfMigratedDatabaseAndRestoresItOnlyIfThatIsMeant() {
        var watched = Watched.in(folder, breakingInTheMiddle());
        watched.type("upgrade", "app", "--no-rehearsal").exits(6);

        var taken = watched.type("backup", "app", "--json").exits(0);

        var id = taken.json().path("id").asString();
        assertThat(taken.json().path("doubt").asString()).isEqualTo("taken of a database that was seen as PARTIAL");
        assertThat(taken.err())
                .contains("note: no way back, taken of a database that was seen as PARTIAL; take another");
        assertThat(watched.type("backups", "app").exits(0).out())
                .contains("backup " + id + " is no way back: taken of a database that was seen as PARTIAL");
        var refused = watched.type("restore", "app", id, "--json").exits(4).finding("PARTIAL_MIGRATION");
        assertThat(refused.path("message").asString())
                .isEqualTo(
                        "expected a backup of a sound database, found one taken of a database that was seen as PARTIAL");
        watched.type("restore", "app", id, "--broken-state").exits(0);
    }

    @Test
    void takesABackupForAWayBackAgainOnceTheDatabaseIsWell() {
        var watched = Watched.in(folder, breakingInTheMiddle());
        var before = watched.type("upgrade", "app", "--no-rehearsal", "--json")
                .exits(6)
                .json()
                .path("backup")
                .path("id")
                .asString();
        watched.type("restore", "app", before).exits(0);

        var taken = watched.type("backup", "app", "--json").exits(0).json();

        assertThat(taken.path("doubt").isNull()).isTrue();
        watched.type("restore", "app", taken.path("id").asString()).exits(0);
    }

    private AlembicProjects breakingInTheMiddle() {
        return AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "one", "op.execute('CREATE TABLE one (a)')")
                .revision("b2", "a1", "breaks", "op.execute('CREATE TABLE two (a)')", "op.execute('nonsense')");
    }
}
