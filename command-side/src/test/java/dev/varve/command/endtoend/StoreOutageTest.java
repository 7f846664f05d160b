package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event store is gone in the middle of a run, or another file stands in its place. */
class StoreOutageTest {

    @TempDir
    Path folder;

    private VanishingStore outage;

    @BeforeEach
    void makeRoom() {
        outage = VanishingStore.in(folder);
    }

    @Test
    void keepsWhatItSawOfTheStepWhileTheStoreIsAwayAndRecordsItOnceAtTheNextContact() {
        outage.isMovedAway();

        var ended = outage.type("upgrade", "app", "--no-rehearsal").exits(6);

        assertThat(ended.err())
                .contains("the event store " + outage.events()
                        + " to be the file that was opened, found that it is gone. ")
                .containsPattern("Nothing observed is lost: \\d observed facts wait for the event store in "
                        + Pattern.quote(outage.spool()))
                .contains("do: bring back the file or the volume that was there");
        assertThat(outage.watched().database().objects()).containsExactly("one", "two", "two_more");
        outage.bringBack();

        assertThat(outage.type("status", "app").err())
                .contains("note: observed facts wait for the event store in " + outage.spool());
        assertThat(outage.recorded()).endsWith("StepStarted");
        var looked = outage.type("diagnose", "app").exits(3);

        assertThat(looked.err())
                .containsPattern(
                        "note: \\d facts that were observed while the event store was out of reach are recorded now");
        assertThat(outage.recorded())
                .containsSubsequence("StepStarted", "StepSucceeded", "RunInterrupted", "SpooledFactsAppended")
                .containsSubsequence("StepStarted", "StepSucceeded", "LeaseReleased", "SpooledFactsAppended")
                .endsWith("DatabaseDiagnosed")
                .containsOnlyOnce("RunInterrupted");
        assertThat(outage.spools()).isEmpty();
        outage.type("verify").exits(0);
        outage.type("upgrade", "app", "--no-rehearsal").exits(0);
    }

    @Test
    void tellsAnAuditorWhichFactsCameLateAndWhy() {
        outage.isMovedAway();
        outage.type("upgrade", "app", "--no-rehearsal").exits(6);
        outage.bringBack();
        outage.type("diagnose", "app").exits(3);

        var late = outage.type("history", "app", "--type", "SpooledFactsAppended", "--json")
                .json()
                .path(0)
                .path("data");

        assertThat(late.path("why").asString()).isEqualTo("that it is gone");
        assertThat(late.path("facts").size()).isGreaterThan(2);
        assertThat(late.path("facts").path(0).path("type").asString()).isEqualTo("StepSucceeded");
        assertThat(late.path("facts").path(0).path("appended").asBoolean()).isTrue();
        var step = outage.type("history", "app", "--type", "StepSucceeded", "--json")
                .json()
                .path(0);
        assertThat(step.path("eventId").asString())
                .isEqualTo(late.path("facts").path(0).path("eventId").asString());
        assertThat(step.path("at").asString())
                .isGreaterThan(late.path("facts").path(0).path("observedAt").asString());
        assertThat(SqliteFile.at(outage.events())
                        .rows("SELECT CAST(metadata AS TEXT) FROM domain_event WHERE event_id = '"
                                + step.path("eventId").asString() + "'"))
                .singleElement()
                .asString()
                .contains("\"lateBecause\":\"that it is gone\"", "\"observedAt\":\"");
    }

    @Test
    void doesNotWriteToAFileThatIsPutInTheStoresPlace() throws Exception {
        outage.vanishesBy(
                "os.rename('" + outage.events() + "', '" + outage.events() + ".away')",
                "open('" + outage.events() + "', 'w').close()");

        var ended = outage.type("upgrade", "app", "--no-rehearsal").exits(6);

        assertThat(ended.err())
                .contains("found another file in its place. ")
                .containsPattern("[35] observed facts wait for the event store in ");
        assertThat(outage.events()).isEmptyFile();
        Files.delete(outage.events());
        outage.type("target", "list");
        Files.move(Path.of(outage.events() + ".away"), outage.events(), StandardCopyOption.REPLACE_EXISTING);
        outage.type("diagnose", "app").exits(3);
        assertThat(outage.recorded()).contains("SpooledFactsAppended").endsWith("DatabaseDiagnosed");
    }

    @Test
    void leavesFactsOfAnotherStoreWhereTheyAre() {
        outage.isMovedAway();
        outage.type("upgrade", "app", "--no-rehearsal").exits(6);
        var other = "sqlite:///" + folder.resolve("other/events.db");

        var added = outage.type(
                "target",
                "add",
                "app",
                "--tool",
                "alembic",
                "--config",
                outage.watched().project().ini().toString(),
                "--database",
                outage.watched().database().url(),
                "--python",
                Watched.python(),
                "--store",
                other);

        assertThat(added.exits(0).err())
                .contains(" observed facts wait in " + outage.spool() + " for another event store");
        assertThat(outage.spools()).hasSize(1);
        outage.bringBack();
        outage.type("diagnose", "app").exits(3);
        assertThat(outage.recorded()).contains("SpooledFactsAppended");
    }
}
