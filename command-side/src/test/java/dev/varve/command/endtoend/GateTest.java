package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate of a deployment answers, and that it only looks. */
class GateTest {

    @TempDir
    Path folder;

    private static AlembicProjects threeRevisions(Path folder) {
        return AlembicProjects.in(folder)
                .revision("a1aa", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision("a1bb", "a1aa", "notes", "op.execute('CREATE TABLE notes (id INTEGER)')")
                .revision("c3cc", "a1bb", "tags", "op.execute('CREATE TABLE tags (id INTEGER)')");
    }

    private Watched threeRevisions() {
        return Watched.in(folder, threeRevisions(folder.resolve("project")));
    }

    private static Ended gate(Watched watched, String... words) {
        var line = new ArrayList<>(List.of("gate", "app"));
        line.addAll(List.of(words));
        return watched.type(line.toArray(String[]::new));
    }

    @Test
    void staysClosedUntilTheRevisionIsThereAndOpensAtIt() {
        var watched = threeRevisions();
        watched.type("upgrade", "app", "--to", "a1aa").exits(0);

        assertThat(gate(watched, "--revision", "a1bb").exits(3).out())
                .isEqualTo("closed: app is at a1aa; pending: a1bb\n");
        assertThat(gate(watched, "--revision", "head").exits(3).out())
                .isEqualTo("closed: app is at a1aa; pending: a1bb, c3cc\n");
        assertThat(gate(watched, "--revision", "a1aa").exits(0).out()).isEqualTo("open: app is at a1aa\n");
        assertThat(gate(watched, "--revision", "a1a", "--exact").exits(0).out()).isEqualTo("open: app is at a1aa\n");
    }

    @Test
    void opensForAnEarlierReleaseWhoseRevisionTheDatabaseBuildsOn() {
        var watched = threeRevisions();
        watched.type("upgrade", "app").exits(0);

        assertThat(gate(watched, "--revision", "a1bb").exits(0).out()).isEqualTo("open: app is at c3cc, beyond a1bb\n");
        assertThat(gate(watched, "--revision", "a1bb", "--exact", "--wait", "300")
                        .exits(4)
                        .out())
                .isEqualTo("closed: app is at c3cc, beyond a1bb\n");
    }

    @Test
    void writesNothingAnywhere() {
        var watched = threeRevisions();
        watched.type("upgrade", "app", "--to", "a1aa").exits(0);
        var database = watched.database().sha256();
        var log = watched.type("verify", "--json").exits(0).out();

        gate(watched, "--revision", "a1aa").exits(0);
        gate(watched, "--revision", "head").exits(3);
        gate(watched, "--revision", "no-such").exits(2);

        assertThat(watched.database().sha256()).isEqualTo(database);
        assertThat(watched.type("verify", "--json").exits(0).out()).isEqualTo(log);
    }

    @Test
    void tellsScriptsInJson() {
        var watched = threeRevisions();
        watched.type("upgrade", "app", "--to", "a1aa").exits(0);

        var closed = gate(watched, "--revision", "a1bb", "--json").exits(3);

        assertThat(closed.json().path("open").asBoolean()).isFalse();
        assertThat(closed.json().path("outcome").asString()).isEqualTo("PENDING");
        assertThat(closed.json().path("state").asString()).isEqualTo("PENDING");
        assertThat(closed.texts("revisions")).containsExactly("a1bb");
        assertThat(closed.texts("current")).containsExactly("a1aa");
        assertThat(closed.texts("missing")).containsExactly("a1bb");
        assertThat(gate(watched, "--revision", "a1", "--json")
                        .exits(2)
                        .json()
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("UNKNOWN_REVISION");
    }

    @Test
    void namesWhatItKnowsWhenTheScriptsDoNotHaveTheRevision() {
        var watched = threeRevisions();

        assertThat(gate(watched, "--revision", "d4dd", "--wait", "300").exits(2).err())
                .contains("expected a revision of the scripts, head or heads (newest first: c3cc, a1bb, a1aa),"
                        + " found 'd4dd'");
        assertThat(gate(watched, "--revision", "a1").exits(2).err())
                .contains("expected 'a1' to begin one revision, found a1aa, a1bb");
    }

    @Test
    void takesHostileNamesForNames() {
        var watched = threeRevisions();
        watched.type("upgrade", "app").exits(0);

        for (var name : List.of("'; DROP TABLE users; --", "a\n\u001b[31mred", "")) {
            var refused = gate(watched, "--revision=" + name).exits(2);
            assertThat(refused.err()).contains("found '").doesNotContain("\u001b");
        }
        assertThat(watched.type("gate", "no\u001bsuch", "--revision", "head")
                        .exits(2)
                        .err())
                .doesNotContain("\u001b");
        assertThat(watched.database().objects()).containsExactly("notes", "tags", "users");
    }

    @Test
    void asksForEveryBranch() {
        var watched = Watched.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                        .revision("b2", "a1", "left", "op.execute('CREATE TABLE l (id INTEGER)')")
                        .revision("c3", "a1", "right", "op.execute('CREATE TABLE r (id INTEGER)')"));
        watched.type("upgrade", "app", "--to", "b2").exits(0);

        assertThat(gate(watched, "--revision", "head").exits(2).err())
                .contains("expected one head, found b2, c3")
                .contains("ask for all of them: --revision heads");
        assertThat(gate(watched, "--revision", "heads").exits(3).out()).endsWith("pending: c3\n");
        gate(watched, "--revision", "b2").exits(0);
        gate(watched, "--revision", "b2,c3").exits(3);

        watched.type("upgrade", "app", "--to", "heads").exits(0);
        assertThat(gate(watched, "--revision", "heads", "--exact").exits(0).out())
                .isEqualTo("open: app is at b2, c3\n");
        gate(watched, "--revision", "b2", "--revision", "c3", "--exact").exits(0);
        gate(watched, "--revision", "b2", "--exact").exits(4);
    }

    @Test
    void opensForFlywaysVersionsAndNeverForTheBeginningOfOne() {
        var watched = FlywayFile.watched(folder)
                .script("V1__users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY)")
                .script("V10__notes.sql", "CREATE TABLE notes (id INTEGER)");

        watched.type("gate", "app", "--revision", "1").exits(3);
        watched.type("upgrade", "app", "--to", "1").exits(0);

        assertThat(watched.type("gate", "app", "--revision", "1").exits(0).out())
                .isEqualTo("open: app is at 1\n");
        assertThat(watched.type("gate", "app", "--revision", "10").exits(3).out())
                .isEqualTo("closed: app is at 1; pending: 10\n");
        assertThat(watched.type("gate", "app", "--revision", "2").exits(2).err())
                .contains("(newest first: 10, 1), found '2'");
        watched.type("upgrade", "app").exits(0);
        assertThat(watched.type("gate", "app", "--revision", "1").exits(0).out())
                .isEqualTo("open: app is at 10, beyond 1\n");
    }

    @Test
    void staysClosedOnAHalfMigratedDatabaseWhateverItsVersionTableSays() {
        var watched = BrokenUpgrade.in(folder);
        for (var recorded : List.of("a1", "b2")) {
            watched.database().with("UPDATE alembic_version SET version_num = '" + recorded + "'");
            var closed = gate(watched, "--revision", "a1", "--wait", "300").exits(6);
            assertThat(closed.out())
                    .startsWith("closed: app is at " + recorded + " and ")
                    .contains("do: varve recover app");
        }
    }

    @Test
    void staysClosedToAHomeThatKnowsNothingOfTheBrokenRunToo() {
        var watched = BrokenUpgrade.in(folder);
        watched.database().with("UPDATE alembic_version SET version_num = 'b2'");
        var stranger = new Terminal(folder.resolve("stranger"), folder.resolve("locks"));
        watched.register(stranger, watched.database());

        assertThat(stranger.type("gate", "app", "--revision", "b2", "--json")
                        .exits(6)
                        .json()
                        .path("outcome")
                        .asString())
                .isEqualTo("NOT_SOUND");
    }
}
