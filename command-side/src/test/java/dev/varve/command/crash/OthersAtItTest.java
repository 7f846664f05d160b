package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else is at the same database: another operator, or a tool whose operator died. */
class OthersAtItTest {

    @TempDir
    Path folder;

    private SqliteSite site;

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void ofTwoOperatorsAtOnceOneRunsAndTheOtherIsRefused() throws Exception {
        site = SqliteSite.in(folder, Strategy.IN_PLACE, Tool.FLYWAY, MigrationSet.BACKFILL);
        var other = new Terminal(folder.resolve("other"), site.folder().resolve("locks"));
        site.register(other);

        var one = site.start(List.of());
        var two = other.start(site.upgrade());
        var codes = Stream.of(one.end(), two.end()).map(Ended::code).sorted().toList();

        // The second may also come after the first: then there is nothing to do any more.
        assertThat(codes).first().isEqualTo(0);
        assertThat(codes.getLast()).isIn(0, 4);
        assertThat(site.truth().end()).isEqualTo(Truth.End.AFTER);
        site.terminal().type("verify").exits(0);
        other.type("verify").exits(0);
    }

    @Test
    void aToolThatWasLeftBehindKeepsASecondRunOutAndEndsBeforeItsNextStatement() throws Exception {
        site = SqliteSite.in(folder, Strategy.IN_PLACE, Tool.ALEMBIC, MigrationSet.SLOW);
        var other = new Terminal(folder.resolve("other"), site.folder().resolve("locks"));
        site.register(other);
        var session = site.start(List.of());
        site.witness().await("StepStarted", 1, session.process());
        await().atMost(Duration.ofSeconds(30)).until(this::aStatementIsInTheLedger);
        session.process().destroyForcibly();
        session.end();
        // It stands still, so that it lives however long the second run takes to start.
        session.signal("STOP");

        var second = other.run(site.upgrade()).exits(4);

        assertThat(second.finding("DATABASE_IN_USE").path("message").asString())
                .startsWith("expected no other run on this database, found process ")
                .contains("left behind by run ");
        session.signal("CONT");
        await().atMost(Duration.ofSeconds(60)).until(() -> session.alive().isEmpty());
        Aftermath.examine(site, session.end());
    }

    private boolean aStatementIsInTheLedger() throws Exception {
        try (var files = Files.walk(site.terminal().home().resolve("runs"))) {
            return files.anyMatch(
                    file -> file.endsWith("ledger.jsonl") && file.toFile().length() > 0);
        }
    }
}
