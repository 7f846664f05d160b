package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Ended;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The revision runs on an empty database, and the rows that are really there stop it, or go with it. */
class DataInTheWayTest {

    @TempDir
    Path folder;

    private AlembicProjects project;

    @BeforeEach
    void usersWithAddresses() {
        project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "users",
                        "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, meta TEXT)')",
                        "op.execute('CREATE TABLE chat (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id))')");
    }

    private Broken withRows() {
        var broken = Broken.in(folder, project);
        broken.alembic(0, "upgrade", "a1");
        broken.database()
                .with(
                        "INSERT INTO users VALUES (1, 'a@x', '{\"k\":1}'), (2, 'a@x', '{\"k\":2}'), (3, 'b@x', '{\"k\":3}')",
                        "INSERT INTO chat VALUES (1, 1), (2, 2)");
        return broken;
    }

    private static Ended upgrade(Broken broken, int code) {
        return broken.watched()
                .type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal", "--json")
                .exits(code);
    }

    @Test
    @Failure(4)
    void valuesThatTheAuthorDidNotForeseeStopADataMigration() {
        project.revision(
                "b2", "a1", "first users", "op.execute(\"INSERT INTO users (id, mail) VALUES (1, 'admin@x')\")");
        var broken = withRows();
        var before = broken.database().fingerprint();

        var upgrade = upgrade(broken, 5);

        assertThat(upgrade.json().path("outcome").asString()).isEqualTo("FAILED_UNCHANGED");
        assertThat(upgrade.json()
                        .path("steps")
                        .path(0)
                        .path("error")
                        .path("message")
                        .asString())
                .contains("UNIQUE constraint failed: users.id");
        assertThat(broken.database().fingerprint()).isEqualTo(before);
        broken.diagnose(3, "PENDING").finding("PENDING_MIGRATIONS");
        broken.nothingToRecover(3);
    }

    @Test
    @Failure(6)
    void aColumnThatMustNotBeNullHasNoValueForRowsThatAreThere() {
        project.revision("b2", "a1", "names", "op.execute('ALTER TABLE users ADD COLUMN name TEXT NOT NULL')");
        var broken = withRows();
        assertThat(broken.alembic(1, "upgrade", "head"))
                .contains("Cannot add a NOT NULL column with default value NULL");

        var diagnosis = broken.diagnose(3, "PENDING");

        assertThat(Broken.remedy(diagnosis, "PENDING_MIGRATIONS")).isEqualTo("varve plan app, then varve upgrade app");
        var failed = upgrade(broken, 5);
        assertThat(failed.json()
                        .path("steps")
                        .path(0)
                        .path("error")
                        .path("message")
                        .asString())
                .contains("Cannot add a NOT NULL column");
        broken.diagnose(3, "PENDING");
        broken.nothingToRecover(3);
    }

    @Test
    @Failure(19)
    void duplicateValuesBlockANewUniqueKey() {
        project.revision(
                "b2",
                "a1",
                "one account an address",
                "op.execute('CREATE TABLE account (id INTEGER)')",
                "op.execute('CREATE UNIQUE INDEX ux_mail ON users (mail)')");
        var broken = withRows();

        var before = broken.diagnose(3, "PENDING");
        assertThat(Broken.message(before, "DUPLICATE_KEYS"))
                .isEqualTo(
                        "expected no two rows alike where the pending revision b2 makes a unique key over users (mail),"
                                + " found 1 value more than once");
        assertThat(Broken.remedy(before, "DUPLICATE_KEYS"))
                .isEqualTo("merge or correct those rows as their owner decides, unless the revision itself does;"
                        + " a rehearsal tells: varve rehearse app");

        assertThat(broken.alembic(1, "upgrade", "head")).contains("UNIQUE constraint failed: users.mail");
        var after = broken.diagnose(6, "PARTIAL");
        assertThat(Broken.message(after, "PARTIAL_MIGRATION")).endsWith("table account; not: index ux_mail of users");
        after.finding("DUPLICATE_KEYS");

        broken.recovered(3, "mend", "--yes");
        assertThat(broken.database().objects()).containsExactly("chat", "users");
        assertThat(broken.database().rows("SELECT mail FROM users ORDER BY id")).containsExactly("a@x", "a@x", "b@x");
    }

    @Test
    @Failure(8)
    void aCleanUpgradeThatEncodesValuesTwiceIsToldByContentAndTakenBackByRestore() {
        project.revision(
                "b2",
                "a1",
                "encodes again",
                "import json",
                "bind = op.get_bind()",
                "for id, meta in bind.exec_driver_sql('SELECT id, meta FROM users WHERE meta IS NOT NULL').fetchall():",
                "    bind.exec_driver_sql('UPDATE users SET meta = ? WHERE id = ?', (json.dumps(meta), id))");
        var broken = withRows();

        var upgrade = upgrade(broken, 0);

        var users = upgrade.json()
                .path("tables")
                .valueStream()
                .filter(table -> table.path("name").asString().equals("users"))
                .findFirst()
                .orElseThrow();
        assertThat(users.path("rowsAfter")).isEqualTo(users.path("rowsBefore"));
        assertThat(users.path("contentAfter")).isNotEqualTo(users.path("contentBefore"));
        var diagnosis = broken.diagnose(0, "UP_TO_DATE");
        var backup = upgrade.json().path("backup").path("id").asString();
        assertThat(Broken.message(diagnosis, "VALUES_RESHAPED"))
                .isEqualTo("the values of users.meta were 3 JSON in backup " + backup + ", found 3 JSON encoded twice");
        assertThat(Broken.remedy(diagnosis, "VALUES_RESHAPED")).endsWith(": varve restore app " + backup);
        broken.watched()
                .type("restore", "app", upgrade.json().path("backup").path("id").asString())
                .exits(0);
        assertThat(broken.database().rows("SELECT meta FROM users WHERE id = 1"))
                .containsExactly("{\"k\":1}");
        broken.nothingToRecover(3);
    }

    @Test
    @Failure(5)
    void aForeignKeyOfAnOldDatabasePointsToColumnsWithoutAKey() {
        project.revision("b2", "a1", "grants", "op.execute('CREATE TABLE grants (mail TEXT REFERENCES users (mail))')");
        var broken = withRows();
        broken.alembic(0, "upgrade", "head");

        var diagnosis = broken.diagnose(0, "UP_TO_DATE");

        assertThat(Broken.message(diagnosis, "MISSING_UNIQUE_KEY"))
                .startsWith("expected a unique key on the target of the foreign key ")
                .contains("of table grants")
                .endsWith("found none on users");
        assertThat(Broken.remedy(diagnosis, "MISSING_UNIQUE_KEY"))
                .startsWith("add the unique key in a revision before foreign keys are enforced");
    }

    @Test
    @Failure(24)
    void orphansThatSqliteNeverCheckedAreCounted() {
        var broken = withRows();
        broken.database().with("PRAGMA foreign_keys = OFF", "DELETE FROM users WHERE id = 2");

        var diagnosis = broken.diagnose(0, "UP_TO_DATE");

        assertThat(Broken.message(diagnosis, "FOREIGN_KEY_VIOLATIONS"))
                .isEqualTo("expected every foreign key to find its row, found 1 rows without: {chat -> users=1}");
        assertThat(Broken.remedy(diagnosis, "FOREIGN_KEY_VIOLATIONS")).startsWith("repair or remove those rows");
        broken.nothingToRecover(0);
    }

    @Test
    @Failure(25)
    void anAutogeneratedRevisionDropsATableWithRows() {
        project.revision("b2", "a1", "incomplete metadata", "op.drop_table('chat')");
        var broken = withRows();

        var diagnosis = broken.diagnose(3, "PENDING");

        assertThat(Broken.message(diagnosis, "SUSPICIOUS_REVISION"))
                .isEqualTo("the pending revision b2 drops the table chat, which holds 2 rows");
        assertThat(Broken.remedy(diagnosis, "SUSPICIOUS_REVISION"))
                .isEqualTo("read the revision; if the loss is meant, say so by name: --accept-data-loss chat");
        assertThat(broken.refused()).contains("SUSPICIOUS_REVISION");
        broken.nothingToRecover(3);
    }
}
