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

    private AlembicProjects project;

    @BeforeEach
    void usersAndTheirChats() {
        project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "chats",
                        "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')",
                        "op.execute('CREATE TABLE chat (id INTEGER PRIMARY KEY, user_id INTEGER, body TEXT)')");
    }

    private Broken atItsFirstRevisionWithRows() {
        var broken = Broken.in(folder, project);
        broken.alembic(0, "upgrade", "a1");
        broken.database()
                .with(
                        "INSERT INTO users VALUES (1, 'ada'), (2, 'grace')",
                        "INSERT INTO chat VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 2, 'd')");
        return broken;
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
        var broken = atItsFirstRevisionWithRows();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "PARTIAL_MIGRATION"))
                .isEqualTo(
                        "expected revision b2 to be applied or not, found it applied in part: table one; not: table two");
        assertThat(Broken.remedy(diagnosis, "PARTIAL_MIGRATION")).isEqualTo(RESTORE);
        assertThat(Ended.texts(diagnosis.json().path("current"))).containsExactly("a1");
        assertThat(broken.refused()).contains("PARTIAL_MIGRATION", "applied in part: table one");
        assertThat(broken.alembic(1, "upgrade", "head")).contains("table one already exists");
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
        var broken = atItsFirstRevisionWithRows();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "APPLIED_NOT_STAMPED"))
                .isEqualTo("expected the schema of a1, found that of b2, which is not recorded:"
                        + " its schema is complete, its data may be half done; message holds 2 rows");
        assertThat(Broken.remedy(diagnosis, "APPLIED_NOT_STAMPED")).isEqualTo(RESTORE);
        assertThat(diagnosis.json().path("tables").toString()).contains("{\"name\":\"chat\",\"rows\":4}");
        assertThat(broken.refused()).contains("APPLIED_NOT_STAMPED");
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
        var broken = atItsFirstRevisionWithRows();
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
        assertThat(broken.database().rows("SELECT count(*) FROM chat")).containsExactly("4");
        assertThat(broken.database().objects()).containsExactly("chat", "users");
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
        var broken = atItsFirstRevisionWithRows();
        assertThat(broken.alembic(1, "upgrade", "head")).contains("KeyError: 1");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "PARTIAL_MIGRATION")).endsWith("table role; not: table grants");
        assertThat(Broken.remedy(diagnosis, "PARTIAL_MIGRATION")).isEqualTo(RESTORE);
    }

    @Test
    @Failure(14)
    void isToldByItsExitCodeToWhoeverStartsTheApplication() {
        project.revision("b2", "a1", "breaks", "op.execute('INSERT INTO chat (id) VALUES (1)')");
        var broken = atItsFirstRevisionWithRows();
        broken.alembic(1, "upgrade", "head");

        broken.diagnose(3, "PENDING").finding("PENDING_MIGRATIONS");
        broken.database().with("DELETE FROM chat WHERE id = 1");
        broken.alembic(0, "upgrade", "head");
        broken.diagnose(0, "UP_TO_DATE");
    }

    @Test
    @Failure(15)
    void killedWhileAnUpdateOfEveryRowWasHalfInTheFile() throws Exception {
        var broken = atItsFirstRevisionWithRows();
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
        assertThat(broken.database().rows("SELECT count(*) FROM chat WHERE body = 'whole'"))
                .containsExactly("2000");
    }

    @Test
    @Failure(18)
    void batchOperationKilledBeforeItDroppedTheTable() {
        killedInABatchOperation(AlembicProjects.PLAIN_ENV, "DROP TABLE");
        var broken = atItsFirstRevisionWithRows();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "LEFTOVER_TEMP_TABLE"))
                .isEqualTo("expected no table of an unfinished batch operation, found _alembic_tmp_chat, with 0 rows;"
                        + " table chat is whole, with 4 rows");
        assertThat(Broken.remedy(diagnosis, "LEFTOVER_TEMP_TABLE"))
                .isEqualTo(RESTORE + "; without a backup: drop _alembic_tmp_chat in a copy of the file,"
                        + " and diagnose that one --deep");
        assertThat(broken.refused()).contains("LEFTOVER_TEMP_TABLE");
        assertThat(broken.alembic(1, "upgrade", "head")).contains("_alembic_tmp_chat already exists");
    }

    @Test
    @Failure(18)
    void batchOperationKilledAfterItDroppedTheTable() {
        killedInABatchOperation(
                AlembicProjects.PLAIN_ENV.replace(
                        "with connectable.connect() as connection:",
                        "with connectable.connect().execution_options(isolation_level='AUTOCOMMIT') as connection:"),
                "ALTER TABLE");
        var broken = atItsFirstRevisionWithRows();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "LEFTOVER_TEMP_TABLE"))
                .isEqualTo("expected no table of an unfinished batch operation, found _alembic_tmp_chat, with 4 rows;"
                        + " table chat is gone: the leftover is the only place where its rows are");
        assertThat(Broken.remedy(diagnosis, "LEFTOVER_TEMP_TABLE")).endsWith("; never drop _alembic_tmp_chat");
    }

    /** Kills the tool at the first statement of a batch operation that begins so. */
    private void killedInABatchOperation(String env, String statement) {
        project.env(env)
                .revision(
                        "b2",
                        "a1",
                        "a column that a batch adds",
                        "import os, signal",
                        "def fate(conn, cursor, statement, *more):",
                        "    if statement.strip().startswith('" + statement + "'):",
                        "        os.kill(os.getpid(), 9)",
                        "if 'scratch' not in str(op.get_bind().engine.url):",
                        "    sa.event.listen(op.get_bind(), 'before_cursor_execute', fate)",
                        "with op.batch_alter_table('chat', recreate='always') as batch:",
                        "    batch.add_column(sa.Column('meta', sa.Text))");
    }
}
