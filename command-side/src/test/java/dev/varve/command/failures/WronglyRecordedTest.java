package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded is not what is there, or the history itself is not whole. */
class WronglyRecordedTest {

    private static final String RESTORE = "varve recover app";

    @TempDir
    Path folder;

    private AlembicProjects project;

    @BeforeEach
    void threeRevisions() {
        project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')")
                .revision("c3", "b2", "tags", "op.execute('CREATE TABLE tags (id INTEGER PRIMARY KEY)')");
    }

    private Broken at(String revision) {
        var broken = Broken.in(folder, project);
        broken.alembic(0, "upgrade", revision);
        broken.database().with("INSERT INTO users VALUES (1), (2)");
        return broken;
    }

    @Test
    @Failure(9)
    void stampedWhereUpgradingWasMeant() {
        var broken = at("a1");
        broken.alembic(0, "stamp", "head");

        var diagnosis = broken.diagnose(6, "DIVERGED");

        assertThat(Broken.message(diagnosis, "STAMPED_NOT_APPLIED"))
                .isEqualTo("expected the schema of c3, found that of a1:"
                        + " the revision was recorded, its script did not run");
        assertThat(Broken.remedy(diagnosis, "STAMPED_NOT_APPLIED")).isEqualTo(RESTORE);
        assertThat(diagnosis
                        .finding("STAMPED_NOT_APPLIED")
                        .path("evidence")
                        .path("nearestDifferences")
                        .asInt())
                .isZero();
        assertThat(broken.leftToDecide("STAMPED_NOT_APPLIED")).isEqualTo(Broken.NO_BACKUP);
    }

    @Test
    @Failure({9, 10, 12})
    void aBackupOfBeforeIsPutBackOnceItIsNamed() {
        var broken = at("b2");
        broken.watched().type("backup", "app").exits(0);
        for (var mistake : List.of("stamped", "dropped", "emptied")) {
            switch (mistake) {
                case "stamped" -> broken.alembic(0, "stamp", "head");
                case "dropped" -> broken.database().with("DROP TABLE posts");
                default -> broken.database().with("DELETE FROM alembic_version");
            }
            broken.watched().type("diagnose", "app", "--deep").exits(6);
            var before = broken.files();
            broken.watched().type("recover", "app", "--yes").exits(4);
            assertThat(broken.files()).as(mistake).isEqualTo(before);

            broken.recovered(3, "restore", "--option", "restore");

            assertThat(broken.database().objects()).as(mistake).containsExactly("posts", "users");
            assertThat(broken.database().rows("SELECT id FROM users ORDER BY id"))
                    .containsExactly("1", "2");
            assertThat(broken.database().rows("SELECT version_num FROM alembic_version"))
                    .containsExactly("b2");
        }
    }

    @Test
    @Failure(10)
    void aTableOfTheRecordedRevisionIsMissing() {
        var broken = at("head");
        broken.database().with("DROP TABLE tags");
        assertThat(broken.alembic(0, "upgrade", "head")).doesNotContain("Running upgrade");

        var diagnosis = broken.diagnose(6, "DIVERGED");

        assertThat(Broken.message(diagnosis, "STAMPED_NOT_APPLIED"))
                .startsWith("expected the schema of c3, found that of b2");
        assertThat(Broken.remedy(diagnosis, "STAMPED_NOT_APPLIED")).isEqualTo(RESTORE);
        assertThat(broken.leftToDecide("STAMPED_NOT_APPLIED")).isEqualTo(Broken.NO_BACKUP);
    }

    @Test
    @Failure({11, 21})
    void twoMigratorsLeftTwoRowsForOneLine() {
        var broken = at("b2");
        broken.database().with("INSERT INTO alembic_version VALUES ('a1')");

        var diagnosis = broken.diagnosed(3, "PENDING", "diagnose", "app", "--deep", "--json");

        assertThat(Broken.message(diagnosis, "VERSION_ROWS_REDUNDANT"))
                .isEqualTo("expected only the newest revision of a line in the version table,"
                        + " found a1 beside b2, which build on it");
        assertThat(Broken.remedy(diagnosis, "VERSION_ROWS_REDUNDANT"))
                .isEqualTo("two migrators may have run at once: compare the schema first, varve diagnose app --deep");
        assertThat(broken.refused()).contains("VERSION_ROWS_REDUNDANT");
        broken.nothingToRecover(3);
    }

    @Test
    @Failure(12)
    void theVersionTableWasEmptied() {
        var broken = at("b2");
        broken.database().with("DELETE FROM alembic_version");

        isUnmanaged(broken);
    }

    @Test
    @Failure(12)
    void theVersionTableWasLost() {
        var broken = at("b2");
        broken.database().with("DROP TABLE alembic_version");

        isUnmanaged(broken);
    }

    private static void isUnmanaged(Broken broken) {
        var diagnosis = broken.diagnose(6, "UNMANAGED");
        assertThat(Broken.message(diagnosis, "UNMANAGED_DATABASE"))
                .isEqualTo("expected a recorded revision, found 2 tables and none recorded;"
                        + " the schema equals that of b2");
        assertThat(Broken.remedy(diagnosis, "UNMANAGED_DATABASE")).isEqualTo(RESTORE);
        assertThat(broken.refused()).contains("UNMANAGED_DATABASE");
        assertThat(broken.leftToDecide("UNMANAGED"))
                .isEqualTo("find out which revision made these tables; never upgrade from base over them");
        assertThat(broken.database().rows("SELECT count(*) FROM users")).containsExactly("2");
    }

    @Test
    @Failure(13)
    void theCodeIsOlderThanTheDatabase() {
        var broken = at("head");
        project.without("migrations/versions/c3.py");
        assertThat(broken.alembic(255, "upgrade", "head")).contains("Can't locate revision identified by 'c3'");

        var diagnosis = broken.diagnose(6, "UNKNOWN_REVISION");

        assertThat(Broken.message(diagnosis, "UNKNOWN_REVISION")).contains("expected", "c3");
        assertThat(Broken.remedy(diagnosis, "UNKNOWN_REVISION")).contains("varve restore app BACKUP-ID");
        assertThat(broken.leftToDecide("UNKNOWN_REVISION"))
                .startsWith("run the release of the application whose scripts have that revision");

        project.revision("c3", "b2", "tags", "op.execute('CREATE TABLE tags (id INTEGER PRIMARY KEY)')");
        broken.nothingToRecover(0);
    }

    @Test
    @Failure(20)
    void thePeeweeErasHistoryBesideAlembicsIsNoDrift() {
        var broken = at("head");
        broken.database()
                .with(
                        "CREATE TABLE migratehistory (id INTEGER PRIMARY KEY, name TEXT, migrated_at DATETIME)",
                        "INSERT INTO migratehistory (name) VALUES ('001_initial'), ('002_roles')");

        var diagnosis = broken.diagnose(0, "UP_TO_DATE");

        assertThat(Broken.message(diagnosis, "PEEWEE_HISTORY"))
                .isEqualTo("the table migratehistory holds 2 migrations of the Peewee era, the last 002_roles");

        broken.database().with("DELETE FROM migratehistory");
        assertThat(Broken.remedy(broken.diagnose(0, "UP_TO_DATE"), "PEEWEE_HISTORY"))
                .isEqualTo("start the application's last Peewee release once to finish its migrations");
        broken.nothingToRecover(0);
    }

    @Test
    @Failure(21)
    void twoHeadsAndAParentWhoseFileIsGone() {
        project.revision("d4", "b2", "the other line", "op.execute('CREATE TABLE marks (id INTEGER PRIMARY KEY)')");
        var broken = at("b2");
        assertThat(broken.alembic(255, "upgrade", "head")).contains("Multiple head revisions are present");

        var heads = broken.diagnose(3, "PENDING");
        assertThat(Broken.message(heads, "MULTIPLE_HEADS")).startsWith("expected one head, found 2: ");
        assertThat(Broken.remedy(heads, "MULTIPLE_HEADS"))
                .isEqualTo("upgrade to all of them: varve upgrade app --to heads;"
                        + " or have the developers merge them: alembic merge heads");
        broken.nothingToRecover(3);

        project.without("migrations/versions/a1.py");
        var missing = broken.watched().type("diagnose", "app", "--json");
        assertThat(missing.code()).isNotZero();
        assertThat(Broken.message(missing, "BROKEN_HISTORY")).contains("a1");
    }

    @Test
    @Failure(22)
    void aFreshDatabaseFailsWhereAnOlderMigratorWasAssumed() {
        project.revision("d4", "c3", "an index", "op.create_index('ix_legacy', 'legacy', ['id'])");
        var broken = at("c3");
        assertThat(broken.alembic(1, "upgrade", "head")).contains("no such table: main.legacy");

        var diagnosis = broken.diagnose(3, "PENDING");

        assertThat(Broken.message(diagnosis, "BROKEN_HISTORY"))
                .startsWith("expected every revision to run on an empty database, found that d4 does not: ")
                .contains("no such table: main.legacy");
        assertThat(diagnosis
                        .finding("BROKEN_HISTORY")
                        .path("evidence")
                        .path("revision")
                        .asString())
                .isEqualTo("d4");
        broken.nothingToRecover(3);
    }
}
