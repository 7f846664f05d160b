package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampInterlockTest {

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        watched = Watched.in(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                        .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')"));
    }

    @Test
    void refusesHeadOverADatabaseThatLacksATableAndChangesNoByte() {
        watched.database().with("CREATE TABLE users (id INTEGER PRIMARY KEY)");
        var before = watched.database().sha256();

        var refused = watched.terminal()
                .run("stamp", "app", "head", "--because", "applied-by-hand", "--json")
                .exits(4);

        assertThat(refused.out()).contains("posts");
        assertThat(watched.database().sha256()).isEqualTo(before);
        var recorded = watched.type("history", "app", "--type", "StampRefused", "--json")
                .json();
        assertThat(recorded).hasSize(1);
        assertThat(recorded.path(0).path("data").path("revision").asString()).isEqualTo("b2");
        assertThat(recorded.path(0).path("data").path("difference").toString()).contains("posts");
    }

    @Test
    void allowsHeadOverASchemaMadeByHandThatIsTheVerySame() {
        watched.database()
                .with(
                        "create table posts(\n  id integer primary key\n)",
                        "CREATE TABLE users (id INTEGER PRIMARY KEY)");

        watched.terminal()
                .run("stamp", "app", "head", "--because", "applied-by-hand")
                .exits(0);

        assertThat(watched.database().rows("SELECT version_num FROM alembic_version"))
                .containsExactly("b2");
        watched.type("diagnose", "app", "--deep").exits(0);
        assertThat(watched.type("history", "app", "--type", "StampApplied", "--json")
                        .json())
                .hasSize(1);
    }

    @Test
    void asksForAReason() {
        var before = watched.database().sha256();
        watched.type("stamp", "app", "head").exits(2);
        watched.type("stamp", "app", "head", "--because", "it-failed").exits(2);
        assertThat(watched.database().sha256()).isEqualTo(before);
    }
}
