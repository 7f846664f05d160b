package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.hash.Sha256;
import dev.varve.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invented histories, looked at with the commands that look at real ones. */
class SimulateTest {

    private static final String UNTIL = "2026-11-01T00:00:00Z";

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    private Ended simulate(String... more) {
        var words = new String[more.length + 3];
        words[0] = "simulate";
        words[1] = "--until";
        words[2] = UNTIL;
        System.arraycopy(more, 0, words, 3, more.length);
        return terminal.type(words);
    }

    @Test
    void inventsHistoriesThatVerifyAndTellsOfThem() {
        var told = simulate("--targets", "12", "--runs", "9", "--seed", "7").exits(0);

        assertThat(told.out())
                .startsWith("Invented 12 databases, 108 runs, ")
                .contains(" events, seed 7, until " + UNTIL + ".")
                .contains(" SUCCEEDED")
                .contains(" UP_TO_DATE")
                .contains("nothing of it ever happened");
        assertThat(told.err()).contains("  2000 events, up to 2026-");
        var verified = terminal.type("verify", "--json").exits(0).json();
        assertThat(verified.path("ok").asBoolean()).isTrue();
        assertThat(told.out()).contains(verified.path("rootHash").asString());
    }

    @Test
    void showsItsDatabasesInStatusAndHistory() {
        var told =
                simulate("--targets", "15", "--runs", "12", "--json").exits(0).json();

        terminal.type("rebuild").exits(0);
        var statuses = terminal.type("status", "--json").exits(6).json();
        assertThat(statuses).hasSize(15);
        assertThat(statuses)
                .extracting(status -> status.path("state").asString())
                .contains("UP_TO_DATE", "PENDING");
        assertThat(statuses)
                .extracting(status -> status.path("lastRun").path("remedy").asString())
                .anyMatch(remedy -> remedy.startsWith("varve recover "));
        assertThat(statuses)
                .allSatisfy(status ->
                        assertThat(status.path("lastProvenBackup").isNull()).isFalse());

        var history = terminal.type("history", "--all", "--json").exits(0).json();
        assertThat(history).hasSize(told.path("events").asInt());
        var target = statuses.get(0).path("target").asString();
        assertThat(terminal.type("history", target, "--json").exits(0).json())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.path("target").asString()).isEqualTo(target));
        assertThat(terminal.type("history", target).exits(0).out()).contains("under watch");
        assertThat(terminal.type("target", "list", "--json").exits(0).json()).hasSize(15);
    }

    @Test
    void givesTheSameRootForTheSameSeedInEitherKindOfStore() {
        var database = PostgresServer.shared().database();
        var embedded =
                simulate("--targets", "5", "--runs", "6", "--json").exits(0).json();
        var shared = simulate("--targets", "5", "--runs", "6", "--json", "--store", database.sqlAlchemyUrl())
                .exits(0)
                .json();

        assertThat(shared).isEqualTo(embedded);
        terminal.type("verify", "--store", database.sqlAlchemyUrl()).exits(0);
    }

    @Test
    void refusesAStoreThatHoldsAnyEventAndTouchesNothing() throws IOException {
        terminal.addFlyway(
                        "app", Files.createDirectories(folder.resolve("sql")), "sqlite:///" + folder.resolve("app.db"))
                .exits(0);
        var before = contents();

        var refused = simulate().exits(2);

        assertThat(refused.err())
                .contains(
                        "expected a store without any event, lest invented histories be taken for real ones, found one"
                                + " that holds 1 event")
                .contains("do: name another: --home DIR or --store URL");
        assertThat(contents()).isEqualTo(before);
        assertThat(terminal.type("history", "--all", "--json").exits(0).json()).hasSize(1);
    }

    /** Without SQLite's own companions, which any reader leaves. */
    private Map<String, String> contents() throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(terminal.home())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith("-wal") && !file.toString().endsWith("-shm")) {
                    contents.put(file.toString(), Sha256.of(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }

    @ParameterizedTest
    @CsvSource({
        "--targets, 0, expected for --targets a number from 1 to 20000",
        "--targets, 20001, expected for --targets a number from 1 to 20000",
        "--runs, -3, expected for --runs a number from 1 to 10000",
        "--days, 0, expected for --days a number from 1 to 3650",
        "--until, yesterday, expected for --until a time in RFC 3339",
        "--seed, seven, --seed",
    })
    void refusesWhatIsNoNumberItCanUse(String option, String value, String said) {
        var refused = terminal.type("simulate", option, value).exits(2);

        assertThat(refused.err()).contains(said).contains(value);
        assertThat(terminal.home().resolve("events.db")).doesNotExist();
    }

    @Test
    void isQuietWhenAskedTo() {
        assertThat(simulate("--targets", "2", "--runs", "2", "--quiet").exits(0).err())
                .isEmpty();
    }
}
