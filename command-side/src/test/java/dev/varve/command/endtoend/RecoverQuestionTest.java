package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recovery asks on a terminal, and what each answer does. */
class RecoverQuestionTest {

    private static final String QUESTION = "Type restore or mend, or press Enter to do nothing: ";

    @TempDir
    Path folder;

    private Watched watched;
    private Person person;
    private String before;

    @BeforeEach
    void brokenUpgrade() {
        watched = BrokenUpgrade.in(folder);
        person = new Person(watched.terminal());
        before = watched.database().sha256();
    }

    @Test
    void doesTheWayThatIsTyped() {
        var ended = person.type("restore\r", "recover", "app").exits(0);

        assertThat(ended.out())
                .contains("app: PARTIAL: a step is in the database in part", QUESTION + "restore")
                .contains("RECOVERED: app by restore (run ");
        assertThat(watched.database().objects()).containsExactly("users");
        assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("a@example.org", "a@example.org");
        assertThat(Recorded.count(watched.terminal(), "app", "RecoveryCompleted"))
                .isEqualTo(1);
        watched.type("diagnose", "app").exits(3);
        watched.type("verify").exits(0);
    }

    @Test
    void doesNothingAtEnterAndRecordsThatNothingWasChosen() {
        var ended = person.type("\r", "recover", "app").exits(6);

        assertThat(ended.out().strip()).endsWith("nothing was done");
        nothingWasDone("nothing was chosen");
        assertThat(watched.type("recover", "app", "--yes").exits(0).out()).contains("RECOVERED: app by restore");
        watched.type("verify").exits(0);
    }

    @Test
    void doesNothingWhereTheTerminalIsClosed() {
        person.type("\u0004", "recover", "app").exits(6);

        nothingWasDone("nothing was chosen");
    }

    @Test
    void asksAgainAfterAnyOtherWordAndDoesNothing() {
        var ended = person.type("yes\r|Restore now\r|resume\r|\u001b[31m\r|\r", "recover", "app")
                .exits(6);

        assertThat(ended.out())
                .contains("'yes' is not on offer.")
                .contains("'Restore now' is not on offer.")
                .contains("'resume' is not on offer.")
                .contains("'\\e[31m' is not on offer.");
        assertThat(ended.out().split("or press Enter to do nothing", -1)).hasSize(6);
        nothingWasDone("nothing was chosen");
    }

    @Test
    void isNotAskedWhereNobodyReadsIt() throws Exception {
        var printed = folder.resolve("printed.txt");

        var ended =
                person.typeWithoutSeeing("restore\r", printed, "recover", "app").exits(6);

        assertThat(ended.out()).doesNotContain("press Enter");
        assertThat(Files.readString(printed))
                .contains("next: varve recover app --option restore")
                .doesNotContain("press Enter");
        assertThat(watched.database().sha256()).isEqualTo(before);
        assertThat(Recorded.count(watched.terminal(), "app", "RecoveryOpened")).isZero();
    }

    private void nothingWasDone(String why) {
        assertThat(watched.database().sha256()).isEqualTo(before);
        var abandoned = watched.type("history", "app", "--type", "RecoveryAbandoned", "--json")
                .json();
        assertThat(abandoned).hasSize(1);
        assertThat(abandoned.path(0).path("data").path("why").asString()).isEqualTo(why);
        assertThat(Recorded.count(watched.terminal(), "app", "RecoveryOptionChosen"))
                .isZero();
        watched.type("status", "app").exits(6);
    }
}
