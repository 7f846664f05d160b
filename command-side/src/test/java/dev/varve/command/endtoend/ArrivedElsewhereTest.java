package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that says that it finished. Where the database is then is read from the database. */
class ArrivedElsewhereTest {

    @TempDir
    Path folder;

    /** Afterwards {@code env.py} sets the recorded revision behind everybody's back. */
    private Watched watchSettingBack(String... stepTwo) {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "one", "op.execute('CREATE TABLE one (a)')")
                .revision("b2", "a1", "two", stepTwo);
        project.env(AlembicProjects.PLAIN_ENV + """
                import os, sqlite3
                file = config.get_main_option("sqlalchemy.url").split("///")[1]
                if "scratch" not in file and os.path.getsize(file):
                    behind = sqlite3.connect(file)
                    behind.execute("UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2'")
                    behind.commit()
                    behind.close()
                """);
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        return watched;
    }

    @Test
    void doesNotSucceedWhenTheToolMovedNothing() {
        var watched = watchSettingBack("pass");

        var ended = watched.type("upgrade", "app", "--no-rehearsal", "--json")
                .exits(5)
                .json();

        assertThat(ended.path("outcome").asString()).isEqualTo("FAILED_UNCHANGED");
        assertThat(ended.path("why").asString())
                .isEqualTo("the tool said that it finished; expected the database to be recorded at b2, found it at a1;"
                        + " schema and every row equal the backup's");
        assertThat(watched.type("history", "app", "--type", "RunFailed", "--json")
                        .json()
                        .path(0)
                        .path("data")
                        .path("current")
                        .path(0)
                        .asString())
                .isEqualTo("a1");
    }

    @Test
    void needsRecoveryWhenTheDatabaseIsRecordedElsewhereThanPlanned() {
        var watched = watchSettingBack("op.execute('CREATE TABLE two (a)')");

        var ended = watched.type("upgrade", "app", "--no-rehearsal", "--json")
                .exits(6)
                .json();

        assertThat(ended.path("outcome").asString()).isEqualTo("FAILED_NEEDS_RECOVERY");
        assertThat(ended.path("why").asString())
                .isEqualTo(
                        "the tool said that it finished; expected the database to be recorded at b2, found it at a1");
        assertThat(ended.path("remedy").asString()).isEqualTo("varve recover app");
    }

    @Test
    void recordsTheRevisionThatWasReadBack() {
        var watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));

        var ended =
                watched.type("upgrade", "app", "--to", "+2", "--json").exits(0).json();

        assertThat(ended.path("to").path(0).asString()).isEqualTo("b2");
        var recorded = watched.type("history", "app", "--type", "RunSucceeded", "--json")
                .json();
        assertThat(recorded.path(0).path("data").path("to").path(0).asString()).isEqualTo("b2");
    }
}
