package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch operation of Alembic's makes a table anew under another name, and was killed in between. */
class BatchKilledTest {

    private static final String AUTOCOMMIT = AlembicProjects.PLAIN_ENV.replace(
            "with connectable.connect() as connection:",
            "with connectable.connect().execution_options(isolation_level='AUTOCOMMIT') as connection:");

    @TempDir
    Path folder;

    private Chats chats;

    @BeforeEach
    void usersAndTheirChats() {
        chats = Chats.in(folder);
    }

    @Test
    @Failure(18)
    void batchOperationKilledBeforeItDroppedTheTable() {
        killedInABatchOperation(AlembicProjects.PLAIN_ENV, "DROP TABLE");
        var broken = chats.atTheirFirstRevision();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "LEFTOVER_TEMP_TABLE"))
                .isEqualTo("expected no table of an unfinished batch operation, found _alembic_tmp_chat, with 0 rows;"
                        + " table chat is whole, with 4 rows");
        assertThat(Broken.remedy(diagnosis, "LEFTOVER_TEMP_TABLE"))
                .isEqualTo("varve recover app; without a backup: drop _alembic_tmp_chat in a copy of the file,"
                        + " and diagnose that one --deep");
        assertThat(broken.refused()).contains("LEFTOVER_TEMP_TABLE");
        assertThat(broken.alembic(1, "upgrade", "head")).contains("_alembic_tmp_chat already exists");

        broken.recovered(3, "mend", "--yes");
        Chats.areAsBefore(broken);
    }

    @Test
    @Failure(18)
    void batchOperationKilledAfterItDroppedTheTable() {
        killedInABatchOperation(AUTOCOMMIT, "ALTER TABLE");
        var broken = chats.atTheirFirstRevision();
        broken.watched().type("backup", "app").exits(0);
        broken.alembic(Broken.KILLED, "upgrade", "head");

        var diagnosis = broken.diagnose(6, "PARTIAL");

        assertThat(Broken.message(diagnosis, "LEFTOVER_TEMP_TABLE"))
                .isEqualTo("expected no table of an unfinished batch operation, found _alembic_tmp_chat, with 4 rows;"
                        + " table chat is gone: the leftover is the only place where its rows are");
        assertThat(Broken.remedy(diagnosis, "LEFTOVER_TEMP_TABLE")).endsWith("; never drop _alembic_tmp_chat");

        assertThat(broken.leftToDecide("LEFTOVERS"))
                .isEqualTo("decide whether what was written since the backup may go");
        broken.recovered(3, "restore", "--option", "restore");
        Chats.areAsBefore(broken);
    }

    /** A stranger to the database has no backup, and the only rows are in the leftover: nothing is offered. */
    @Test
    @Failure(18)
    void theOnlyRowsThatAreLeftAreNotMendedAway() {
        killedInABatchOperation(AUTOCOMMIT, "ALTER TABLE");
        var broken = chats.atTheirFirstRevision();
        broken.alembic(Broken.KILLED, "upgrade", "head");

        assertThat(broken.leftToDecide("LEFTOVERS")).isEqualTo(Broken.NO_BACKUP);
        broken.watched().type("recover", "app", "--option", "mend").exits(4);
        assertThat(broken.database().rows("SELECT body FROM _alembic_tmp_chat ORDER BY id"))
                .containsExactly("a", "b", "c", "d");
    }

    /** Kills the tool at the first statement of a batch operation that begins so. */
    private void killedInABatchOperation(String env, String statement) {
        chats.project()
                .env(env)
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
