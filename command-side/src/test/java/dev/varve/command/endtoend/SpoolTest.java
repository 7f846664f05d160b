package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waited for the event store is delivered by a process that is killed, from a torn file, or after facts that it cannot follow. */
class SpoolTest {

    @TempDir
    Path folder;

    private VanishingStore outage;

    @BeforeEach
    void makeRoom() {
        outage = VanishingStore.in(folder);
    }

    @Test
    void appendsNothingTwiceWhenItIsKilledBetweenTheAppendAndTheEndOfTheSpool() throws Exception {
        outage.isMovedAway();
        outage.type("upgrade", "app", "--no-rehearsal").exits(6);
        outage.bringBack();
        var nobodyListens = folder.resolve("witness");
        SystemCommand.run("mkfifo", nobodyListens.toString());
        var killed = outage.anotherTerminal()
                .with("VARVE_WITNESS", nobodyListens.toString())
                .start("diagnose", "app");
        await().atMost(Duration.ofMinutes(1)).until(() -> outage.recorded().contains("SpooledFactsAppended"));
        killed.signal("KILL");
        killed.end();
        assertThat(outage.spools()).hasSize(1);
        var before = outage.recorded();

        outage.type("diagnose", "app").exits(3);

        assertThat(outage.recorded().subList(0, before.size())).isEqualTo(before);
        assertThat(outage.recorded().subList(before.size(), outage.recorded().size()))
                .containsExactly("SchemaSeen", "DatabaseDiagnosed");
        assertThat(outage.spools()).isEmpty();
        outage.type("verify").exits(0);
    }

    @Test
    void recordsTheWholeLinesOfASpoolThatEndsInATornOneAndKeepsTheRest() throws Exception {
        outage.isMovedAway();
        outage.watched().terminal().run("upgrade", "app", "--no-rehearsal").exits(6);
        outage.bringBack();
        var spool = Path.of(outage.spool());
        var bytes = Files.readAllBytes(spool);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end - 1] = 0;
        bytes[end - 2] = 0;
        Files.write(spool, bytes);

        var looked = outage.type("diagnose", "app").exits(3);

        assertThat(looked.err()).contains(" facts that were observed").contains("kept in " + spool + ".unreadable");
        assertThat(outage.recorded()).containsSubsequence("StepSucceeded", "SpooledFactsAppended", "DatabaseDiagnosed");
        outage.type("upgrade", "app", "--no-rehearsal").exits(0);
    }

    @Test
    void keepsAsideWhatCannotFollowAnyMore() {
        outage.isMovedAway();
        outage.watched().terminal().run("upgrade", "app", "--no-rehearsal").exits(6);
        outage.bringBack();
        var spool = Path.of(outage.spool());
        var hidden = spool.resolveSibling("hidden");
        VanishingStore.move(spool, hidden);
        outage.type("diagnose", "app").exits(3);
        VanishingStore.move(hidden, spool);

        outage.type("diagnose", "app");

        var late = outage.type("history", "app", "--type", "SpooledFactsAppended", "--json")
                .json()
                .path(0)
                .path("data");
        assertThat(late.path("facts")
                        .valueStream()
                        .map(fact -> fact.path("appended").asBoolean()))
                .containsOnly(false);
        assertThat(late.path("leftOut").path("head").asString()).contains("StepSucceeded");
        outage.type("verify").exits(0);
    }
}
