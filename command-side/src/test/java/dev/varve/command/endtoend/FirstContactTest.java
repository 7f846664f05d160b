package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that somebody types is an upgrade of a database that Varve never saw, and nobody asked for a deep look. */
class FirstContactTest {

    @TempDir
    Path folder;

    private Watched watched;
    private SqliteFile database;

    @BeforeEach
    void aDatabaseAtTheSecondOfThreeRevisionsThatNoHomeKnows() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')")
                .revision(
                        "c3",
                        "b2",
                        "tags",
                        "op.execute('CREATE TABLE tags (id INTEGER PRIMARY KEY)')",
                        "op.execute('CREATE TABLE marks (id INTEGER PRIMARY KEY)')");
        watched = Watched.in(folder, project);
        database = watched.database();
        database.with(
                "CREATE TABLE users (id INTEGER PRIMARY KEY)",
                "CREATE TABLE posts (id INTEGER PRIMARY KEY)",
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
                "INSERT INTO alembic_version VALUES ('b2')");
    }

    @Test
    void refusesAPartialStepAndNamesItsObjects() {
        database.with("CREATE TABLE tags (id INTEGER PRIMARY KEY)");

        assertThat(refusedUntouched("upgrade", "app"))
                .contains("applied in part: table tags; not: table marks", "varve recover app");
        watched.type("diagnose", "app").exits(6);
        assertThat(watched.type("status", "app").exits(6).out()).contains("PARTIAL");
    }

    @Test
    void refusesAStampOverARevisionThatNeverRan() {
        database.with("DROP TABLE posts");

        assertThat(refusedUntouched("upgrade", "app")).contains("the revision was recorded, its script did not run");
    }

    @Test
    void refusesARevisionThatRanAndWasNotRecorded() {
        database.with("CREATE TABLE tags (id INTEGER PRIMARY KEY)", "CREATE TABLE marks (id INTEGER PRIMARY KEY)");

        assertThat(refusedUntouched("upgrade", "app")).contains("found that of c3, which is not recorded");
    }

    @Test
    void refusesDriftUntilItIsAcceptedAndRecordsThatItWas() {
        database.with("CREATE INDEX ix_of_an_older_release ON users (id)");

        assertThat(refusedUntouched("upgrade", "app"))
                .contains(
                        "found 1 difference: table users: index ix_of_an_older_release added",
                        "varve upgrade app --accept-drift");
        watched.type("upgrade", "app", "--accept-drift").exits(0);

        var passed = watched.type("history", "app", "--type", "PreflightPassed", "--json");
        assertThat(passed.json().path(0).path("data").path("warnings").toString())
                .contains("SCHEMA_DRIFT", "ix_of_an_older_release");
        assertThat(database.objects()).contains("tags", "marks", "ix_of_an_older_release");
    }

    @Test
    void acceptsUnderThatWordNothingButDrift() {
        database.with("CREATE TABLE tags (id INTEGER PRIMARY KEY)");

        assertThat(refusedUntouched("upgrade", "app", "--accept-drift")).contains("applied in part");
    }

    @Test
    void upgradesWhatIsAsItsRevisionMakesItAndTellsLaterThatAScriptWasEdited() throws Exception {
        watched.type("upgrade", "app").exits(0);
        assertThat(watched.type("diagnose", "app", "--json").exits(0).out()).doesNotContain("HISTORY_EDITED");

        var script = watched.project().script("c3");
        Files.writeString(script, Files.readString(script) + "\n# an afterthought\n");

        var edited = watched.type("diagnose", "app", "--json").exits(0).finding("HISTORY_EDITED");
        assertThat(edited.path("evidence").path("revision").asString()).isEqualTo("c3");
        assertThat(edited.path("severity").asString()).isEqualTo("INFO");
    }

    @Test
    void callsAMissingFileUnreachableAndMakesNone() throws Exception {
        Files.delete(database.path());

        var refused = watched.type("upgrade", "app").exits(2);

        assertThat(refused.out()).contains("DATABASE_UNREACHABLE", "no such file");
        assertThat(database.path()).doesNotExist();
    }

    private String refusedUntouched(String... words) {
        var before = database.sha256();
        var refused = watched.type(words).exits(4);
        assertThat(database.sha256()).isEqualTo(before);
        return refused.out() + refused.err();
    }
}
