package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Ended;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision was killed, or failed, and what it had done so far is there. Nobody knows the database yet. */
class HalfDoneTest {

    private static final String RESTORE = "varve recover app";

    @TempDir
    Path folder;

    private Chats chats;
    private AlembicProjects project;

    @BeforeEach
    void usersAndTheirChats() {
        chats = Chats.in(folder);
        project = chats.project();
    }

    @Test
    @Failure({1, 15})
    void killedAfterDdlThatHadCommitted() {
        project.revision(
                "b2",
                "a1",
                "two tables",
                "op.execute('CREATE TABLE one (id INTEGER)')",
                Broken.KILL,
                "op.execute('CREATE TABLE two (id INTEGER)')");
        var broken = chats.atTheirFirstRevision();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "PARTIAL_MIGRATION"))
                .isEqualTo(
                        "expected revision b2 to be applied or not, found it applied in part: table one; not: table two");
        assertThat(Broken.remedy(diagnosis, "PARTIAL_MIGRATION")).isEqualTo(RESTORE);
        assertThat(Ended.texts(diagnosis.json().path("current"))).containsExactly("a1");
        assertThat(broken.refused()).contains("PARTIAL_MIGRATION", "applied in part: table one");
        assertThat(broken.alembic(1, "upgrade", "head")).contains("table one already exists");

        broken.recovered(3, "mend", "--yes");
        Chats.areAsBefore(broken);
    }

    @Test
    @Failure(2)
    void backfillCutShortAfterReleasedSavepointsHadCommitted() {
        project.revision(
                "b2",
                "a1",
                "messages",
                "op.execute('CREATE TABLE message (id INTEGER PRIMARY KEY, chat_id INTEGER)')",
                "bind = op.get_bind()",
                "for done, row in enumerate(bind.exec_driver_sql('SELECT id FROM chat').fetchall()):",
                "    if done == 2:",
                "        " + Broken.KILL,
                "    bind.exec_driver_sql('SAVEPOINT one')",
                "    bind.exec_driver_sql('INSERT INTO message (chat_id) VALUES (%d)' % row[0])",
                "    bind.exec_driver_sql('RELEASE one')");
        var broken = chats.atTheirFirstRevision();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "APPLIED_NOT_STAMPED"))
                .isEqualTo("expected the schema of a1, found that of b2, which is not recorded:"
                        + " its schema is complete, its data may be half done; message holds 2 rows");
        assertThat(Broken.remedy(diagnosis, "APPLIED_NOT_STAMPED")).isEqualTo(RESTORE);
        assertThat(diagnosis.json().path("tables").toString()).contains("{\"name\":\"chat\",\"rows\":4}");
        assertThat(broken.refused()).contains("APPLIED_NOT_STAMPED");

        assertThat(broken.leftToDecide("NOT_STAMPED")).isEqualTo(Broken.NO_BACKUP);
        var mended = broken.recovered(3, "mend", "--option", "mend");
        assertThat(mended.path("options").path(0).path("loses").asString())
                .isEqualTo("2 rows of table message, which the step that did not end made");
        Chats.areAsBefore(broken);
    }

    @Test
    @Failure(3)
    void retriedOverItsHalfByAScriptThatSkipsWhatExists() {
        project.revision(
                "b2",
                "a1",
                "messages instead of chats",
                "bind = op.get_bind()",
                "if not sa.inspect(bind).has_table('message'):",
                "    op.execute('CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT)')",
                "    " + Broken.KILL,
                "    op.execute('INSERT INTO message SELECT id, body FROM chat')",
                "op.drop_table('chat')");
        var broken = chats.atTheirFirstRevision();
        var backup = broken.watched()
                .type("backup", "app", "--json")
                .exits(0)
                .json()
                .path("id")
                .asString();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        broken.diagnose(6, "PARTIAL").finding("PARTIAL_MIGRATION");
        assertThat(broken.refused()).contains("applied in part: table message; not: table chat still there");

        broken.alembic(0, "upgrade", "head");
        assertThat(broken.database().rows("SELECT count(*) FROM message")).containsExactly("0");
        var tooLate = broken.diagnose(0, "UP_TO_DATE");
        assertThat(tooLate.json().path("tables").toString()).contains("{\"name\":\"message\",\"rows\":0}");
        assertThat(Broken.message(tooLate, "ROWS_GONE"))
                .isEqualTo("table chat held 4 rows in backup " + backup + ", found no such table");
        assertThat(Broken.remedy(tooLate, "ROWS_GONE")).isEqualTo("if nobody meant that: varve restore app " + backup);

        broken.watched().type("restore", "app", backup).exits(0);
        Chats.areAsBefore(broken);
        broken.nothingToRecover(3);
    }

    @Test
    @Failure(3)
    void isMendedBeforeAnybodyRetries() {
        project.revision(
                "b2",
                "a1",
                "messages instead of chats",
                "op.execute('CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT)')",
                Broken.KILL,
                "op.drop_table('chat')");
        var broken = chats.atTheirFirstRevision();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        broken.recovered(3, "mend", "--yes");

        Chats.areAsBefore(broken);
    }

    @Test
    @Failure(7)
    void failedByAnExceptionOfItsOwn() {
        project.revision(
                "b2",
                "a1",
                "roles",
                "op.execute('CREATE TABLE role (id INTEGER)')",
                "rows = op.get_bind().exec_driver_sql('SELECT id FROM users').fetchall()",
                "[{}[row[0]] for row in rows]",
                "op.execute('CREATE TABLE grants (id INTEGER)')");
        var broken = chats.atTheirFirstRevision();
        assertThat(broken.alembic(1, "upgrade", "head")).contains("KeyError: 1");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "PARTIAL_MIGRATION")).endsWith("table role; not: table grants");
        assertThat(Broken.remedy(diagnosis, "PARTIAL_MIGRATION")).isEqualTo(RESTORE);
        broken.recovered(3, "mend", "--yes");
        Chats.areAsBefore(broken);
    }

    @Test
    @Failure(14)
    void isToldByItsExitCodeToWhoeverStartsTheApplication() {
        project.revision("b2", "a1", "breaks", "op.execute('INSERT INTO chat (id) VALUES (1)')");
        var broken = chats.atTheirFirstRevision();
        broken.alembic(1, "upgrade", "head");

        broken.diagnose(3, "PENDING").finding("PENDING_MIGRATIONS");
        broken.nothingToRecover(3);
        broken.database().with("DELETE FROM chat WHERE id = 1");
        broken.alembic(0, "upgrade", "head");
        broken.diagnose(0, "UP_TO_DATE");
    }

    @Test
    @Failure(15)
    void killedWhileAnUpdateOfEveryRowWasHalfInTheFile() throws Exception {
        var broken = chats.atTheirFirstRevision();
        broken.database()
                .with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                        + " INSERT INTO chat (user_id, body) SELECT 1, 'whole' FROM n");
        broken.dying("c.execute('PRAGMA cache_size=2')", "c.execute(\"UPDATE chat SET body = hex(randomblob(200))\")");
        var journal = broken.database().path().resolveSibling("app.db-journal");
        assertThat(Files.size(journal)).isPositive();

        var diagnosis = broken.diagnose(0, "UP_TO_DATE");

        assertThat(Broken.message(diagnosis, "HOT_JOURNAL"))
                .isEqualTo("expected no unfinished transaction, found one in " + journal
                        + ": a program died while it wrote; the next one to open the database takes it back");
        assertThat(Broken.remedy(diagnosis, "HOT_JOURNAL"))
                .startsWith("never copy or move the database without its -journal");
        broken.nothingToRecover(0);
        assertThat(journal).exists();
        assertThat(broken.database().rows("SELECT count(*) FROM chat WHERE body = 'whole'"))
                .containsExactly("2000");
    }
}
