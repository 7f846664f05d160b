package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.H2Process.Doing;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2HealthTest {

    @TempDir
    Path folder;

    private Path file;
    private H2Database database;

    @BeforeEach
    void make() {
        file = folder.resolve("app.mv.db");
        database = H2Fixture.anyDatabase(file);
    }

    private static Finding only(Health health) {
        assertThat(health.findings()).hasSize(1);
        return health.findings().getFirst();
    }

    @Test
    void findsNothingWrongAndChangesNothing() throws IOException {
        var before = Files.readAllBytes(file);

        var health = database.health(true);

        assertThat(health.findings()).isEmpty();
        assertThat(health.integrityOk()).isTrue();
        assertThat(health.serverVersion()).startsWith("2.");
        assertThat(health.sizeBytes()).isEqualTo(Files.size(file));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void tellsAMissingFileAndDoesNotMakeIt() {
        var missing = H2Database.at(folder.resolve("none.mv.db"), Map.of(), H2Login.DEFAULT);

        var health = missing.health(false);

        assertThat(health.reachable()).isFalse();
        assertThat(only(health).code()).isEqualTo(FindingCode.DATABASE_UNREACHABLE);
        assertThatThrownBy(missing::schema).hasMessageContaining("no such file");
        assertThat(folder.resolve("none.mv.db")).doesNotExist();
    }

    @Test
    void takesAnEmptyFileForAnEmptyDatabaseAndLeavesItEmpty() throws IOException {
        var empty = H2Database.at(Files.createFile(folder.resolve("new.mv.db")), Map.of(), H2Login.DEFAULT);

        var health = empty.health(true);

        assertThat(health.reachable()).isTrue();
        assertThat(only(health).code()).isEqualTo(FindingCode.EMPTY_DATABASE_FILE);
        assertThat(empty.schema().isEmpty()).isTrue();
        assertThat(folder.resolve("new.mv.db")).isEmptyFile();
    }

    @Test
    void findsGarbageInItsPlace() throws IOException {
        var garbage = new byte[50_000];
        new Random(7).nextBytes(garbage);
        Files.write(file, garbage);
        isDamaged(database);
        Files.writeString(file, "this is no database");
        isDamaged(H2Database.at(file, Map.of(), H2Login.DEFAULT));
    }

    /** H2 itself would open the newest state that is still whole, without a word. */
    @Test
    void findsAFileThatWasCutAnywhere() throws IOException {
        var whole = Files.readAllBytes(file);
        for (var length :
                new int[] {100, 4096, 8192, 12_288, whole.length / 2, whole.length - 4096, whole.length - 1}) {
            var cut = folder.resolve("cut" + length + ".mv.db");
            Files.write(cut, Arrays.copyOf(whole, length));
            isDamaged(H2Database.at(cut, Map.of(), H2Login.DEFAULT));
        }
    }

    @Test
    void findsAHeadThatWasOverwritten() throws IOException {
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 8192, (byte) 0x5a);
        Files.write(file, bytes);
        isDamaged(database);
    }

    /** H2 keeps no checksum over rows: a bit in a value may be anything. What it trips over is told as damage, never thrown. */
    @Test
    void tellsWhatItTripsOverWhicheverBitFlips() throws IOException {
        var whole = Files.readAllBytes(file);
        var random = new Random(11);
        var damaged = 0;
        for (var trial = 0; trial < 200; trial++) {
            var bytes = whole.clone();
            bytes[trial < 100 ? random.nextInt(20_000) : random.nextInt(bytes.length)] ^=
                    (byte) (1 << random.nextInt(8));
            var flipped = Files.write(folder.resolve("flipped" + trial + ".mv.db"), bytes);
            var health = H2Database.at(flipped, Map.of(), H2Login.DEFAULT).health(true);
            damaged += Boolean.FALSE.equals(health.integrityOk()) ? 1 : 0;
            Files.delete(flipped);
        }
        assertThat(damaged).isPositive();
    }

    private static void isDamaged(H2Database damaged) {
        var health = damaged.health(true);
        assertThat(health.reachable()).isFalse();
        assertThat(health.integrityOk()).isFalse();
        assertThat(only(health).code()).isEqualTo(FindingCode.INTEGRITY_FAILED);
        assertThatThrownBy(damaged::schema).isInstanceOf(DatabaseUnreadable.class);
    }

    @Test
    void namesTheProcessThatHasItOpen() {
        try (var other = H2Process.start(Doing.HOLDING, database)) {
            var health = database.health(false);

            assertThat(health.reachable()).isFalse();
            var finding = only(health);
            assertThat(finding.code()).isEqualTo(FindingCode.DATABASE_IN_USE);
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message())
                    .isEqualTo("expected nobody else to have " + file + " open, found java (pid " + other.pid() + ")");
            assertThatThrownBy(database::schema)
                    .hasMessage("expected a readable database at " + file + ", found: opened by java (pid "
                            + other.pid() + ")");
        }
        assertThat(database.health(false).findings()).isEmpty();
    }

    @Test
    void seesWhatWasCommittedWhenAProgramDiedInATransaction() throws IOException {
        var committed = database.contents(rows -> {});
        H2Process.start(Doing.WRITING_UNFINISHED, database).close();
        var left = Files.readAllBytes(file);

        assertThat(database.contents(rows -> {})).isEqualTo(committed);
        assertThat(database.health(true).findings()).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(left);
    }

    @Test
    void tellsAWrongPasswordAndHowToGiveTheRightOne() {
        var locked = H2Fixture.with(
                H2Database.at(folder.resolve("locked.mv.db"), Map.of(), new H2Login("app", "secret word")),
                "CREATE TABLE t (a INT)");
        assertThat(locked.health(true).findings()).isEmpty();

        var health = H2Database.at(folder.resolve("locked.mv.db"), Map.of(), H2Login.DEFAULT)
                .health(false);

        assertThat(health.integrityOk()).isNull();
        assertThat(only(health).code()).isEqualTo(FindingCode.DATABASE_UNREACHABLE);
        assertThat(only(health).remedy()).contains("VARVE_DATABASE_PASSWORD");
        assertThat(only(health).message())
                .contains("Wrong user name or password")
                .doesNotContain("secret");
    }

    @Test
    void tellsRowsWhoseForeignKeyFindsNothing() {
        H2Fixture.with(
                database,
                "SET REFERENTIAL_INTEGRITY FALSE",
                "UPDATE chat SET user_id = 'gone' WHERE id <= 3",
                "SET REFERENTIAL_INTEGRITY TRUE");

        var finding = only(database.health(false));

        assertThat(finding.code()).isEqualTo(FindingCode.FOREIGN_KEY_VIOLATIONS);
        assertThat(finding.evidence()).containsExactly(Map.entry("CHAT -> CHAT_USER", 3L));
    }

    @Test
    void letsGoOfADatabaseThatWasToldToStayOpen() {
        H2Fixture.with(database, "SET DB_CLOSE_DELAY -1", "SHUTDOWN");
        assertThat(database.schema().isEmpty()).isFalse();
        assertThat(H2Process.opening(database)).isEqualTo("ready");
    }
}
