package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On PostgreSQL: a step whose schema is complete and which the tool never recorded, and a schema that no step explains. */
class PostgresRecoverStampTest {

    @TempDir
    Path folder;

    private BrokenOnServer broken;

    @BeforeEach
    void watch() {
        broken = BrokenOnServer.in(folder, PostgresServer.shared());
    }

    /** The tool dies in the midst of b2, whose statements are committed one by one. */
    private void killedAfter(String... statements) {
        var step = new String[statements.length + 2];
        step[0] = BrokenOnServer.BLOCK;
        for (int nth = 0; nth < statements.length; nth++) {
            step[nth + 1] = "    op.execute(\"" + statements[nth] + "\")";
        }
        step[statements.length + 1] = "import os; op.get_bind().engine.url.database == '"
                + broken.database().name() + "' and os.kill(os.getpid(), 9)";
        broken.breaks(step);
    }

    @Test
    void recordsAStepThatIsProvenWholeByTheSameStepsOnACopyOfTheBackup() {
        killedAfter("CREATE TABLE marks (id int)", "INSERT INTO marks SELECT id FROM people");
        var before = broken.all();

        var shown = broken.terminal().type("recover", "shop").exits(6).out();
        assertThat(shown)
                .startsWith("shop: NOT_STAMPED: a step's schema is complete, and its revision is not recorded");
        var recovered = broken.recover(broken.terminal(), "--option", "stamp");

        assertThat(recovered.path("proof").asString())
                .matches(
                        "the same steps on a copy of backup \\S+ give the same schema and the same rows in every table");
        assertThat(broken.all()).isEqualTo(before.replace("[a1]", "[b2]"));
        assertThat(broken.beside("")).isEmpty();
        broken.terminal().type("diagnose", "shop", "--deep").exits(0);
        broken.terminal().type("verify").exits(0);
    }

    @Test
    void refusesAStepThatMadeOtherRowsAndTouchesNothing() {
        killedAfter("CREATE TABLE marks (id int)", "INSERT INTO marks SELECT id FROM people");
        broken.database().execute("DELETE FROM marks WHERE id > 50");
        var before = broken.all();

        var refused = broken.terminal()
                .type("recover", "shop", "--option", "stamp", "--json")
                .exits(4)
                .json();

        assertThat(refused.path("why").asString())
                .isEqualTo("revision b2 is not proven to have run whole:"
                        + " the rows of marks are not what the same steps give on a copy of the backup");
        assertThat(refused.path("remedy").asString()).isEqualTo("varve recover shop --option restore");
        assertThat(broken.all()).isEqualTo(before);
        assertThat(broken.beside("")).isEmpty();
    }

    @Test
    void leavesASchemaThatNoStepExplainsToAPerson() {
        var backup = broken.terminal().type("backup", "shop", "--json").exits(0).json();
        broken.database().execute("ALTER TABLE people ADD COLUMN by_hand int");
        var drifted = broken.all();

        for (var option : new String[] {"stamp", "mend"}) {
            assertThat(broken.terminal()
                            .type("recover", "shop", "--yes", "--option", option)
                            .exits(4)
                            .out())
                    .startsWith("shop: DRIFTED: the schema is not what the scripts produce")
                    .contains("why: expected " + option + " to be on offer, found only restore");
        }
        assertThat(broken.terminal().type("recover", "shop", "--yes").exits(4).out())
                .contains("you decide: find out who changed the schema");
        assertThat(broken.all()).isEqualTo(drifted);

        var recovered = broken.recover(broken.terminal(), "--option", "restore");

        assertThat(recovered.path("proof").asString())
                .contains(backup.path("id").asString());
        assertThat(broken.database()
                        .texts("SELECT column_name FROM information_schema.columns WHERE column_name = 'by_hand'"))
                .isEmpty();
        assertThat(broken.beside("old")).hasSize(1);
        broken.terminal().type("diagnose", "shop", "--deep").exits(0);
        broken.terminal().type("verify").exits(0);
    }
}
