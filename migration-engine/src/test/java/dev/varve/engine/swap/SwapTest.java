package dev.varve.engine.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.database.SqliteProcess;
import dev.varve.engine.database.WholeContent;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rename puts a copy in a database's place; everything that speaks against it is found before. */
class SwapTest {

    @TempDir
    Path folder;

    private final List<Observation> told = new ArrayList<>();
    private final Swap swap = new Swap(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), told::add);
    private Path file;

    @BeforeEach
    void makeDatabase() {
        file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
    }

    private SqliteDatabase database() {
        return SqliteDatabase.at(file).waitingAtMost(Duration.ofMillis(200));
    }

    /** What is expected is what is there now; the copy has one table more. */
    private SwapOrder order() {
        var database = database();
        var copy = Leftovers.copyBeside(database, "run-1");
        try (FileSnapshot snapshot = database.snapshot()) {
            snapshot.copyTo(copy, (done, total) -> {});
        }
        SqliteFixture.database(copy, "CREATE TABLE migrated (id INTEGER)");
        return new SwapOrder(
                database,
                database.copyAt(copy),
                new WholeContent(database.schema().fingerprint(), database.contents(rows -> {})),
                "fingerprint");
    }

    private List<String> beside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal", "persist", "truncate"})
    void putsTheCopyInTheDatabasesPlaceAndKeepsTheFormerWhole(String journal) throws IOException {
        SqliteFixture.database(
                file, "PRAGMA journal_mode = " + journal, "UPDATE user SET name = 'Ada L' WHERE id = 'u1'");
        var order = order();
        var copyIdentity = order.copy().identity();

        var swapped = swap.putInPlace(order);

        assertThat(database().identity()).isEqualTo(copyIdentity);
        assertThat(beside()).containsExactly("app.db", "app.db.varve-aside-19700101-000000-000");
        assertThat(database().rowCounts()).containsKey("migrated");
        assertThat(SqliteFixture.value(Path.of(swapped.kept()), "SELECT name FROM user WHERE id = 'u1'"))
                .isEqualTo("Ada L");
        assertThat(swapped.stillOpen().isEmpty()).isTrue();
    }

    @Test
    void takesInWhatLiesInTheLogOfAKilledProcess() throws IOException {
        try (var other = SqliteProcess.start(SqliteProcess.Doing.COMMITTED_TO_LOG, file)) {
            assertThat(other.pid()).isPositive();
        }
        assertThat(Files.size(folder.resolve("app.db-wal"))).isPositive();

        var swapped = swap.putInPlace(order());

        assertThat(beside()).containsExactly("app.db", "app.db.varve-aside-19700101-000000-000");
        assertThat(SqliteFixture.value(Path.of(swapped.kept()), "SELECT DISTINCT title FROM chat"))
                .isEqualTo("logged");
    }

    @Test
    void leavesTheLogOfTheNewDatabaseAloneWhenItLetsTheFormerGo() throws Exception {
        SqliteFixture.database(file, "PRAGMA journal_mode = wal");
        var copy = ((SqliteDatabase) order().copy()).files().main();
        try (var hold = database().hold()) {
            hold.settle();
            Files.move(copy, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            try (var application = SqliteFixture.connect(file);
                    var statement = application.createStatement()) {
                statement.execute("PRAGMA journal_mode = wal");
                statement.execute("INSERT INTO migrated VALUES (7)");
                hold.close();
                assertThat(Files.size(folder.resolve("app.db-wal"))).isPositive();
                try (var row = statement.executeQuery("SELECT id FROM migrated")) {
                    assertThat(row.getInt(1)).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void givesTheCopyModeAndExtendedAttributesOfTheFormer() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        attributes(file).write("varve.test", StandardCharsets.UTF_8.encode("kept"));

        swap.putInPlace(order());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        assertThat(attributes(file).list()).contains("varve.test");
    }

    private static UserDefinedFileAttributeView attributes(Path of) {
        return Files.getFileAttributeView(of, UserDefinedFileAttributeView.class);
    }

    @Test
    void followsASymbolicLinkToTheFileAndLeavesTheLink() throws IOException {
        var real = Files.createDirectories(folder.resolve("volume")).resolve("real.db");
        Files.move(file, real);
        Files.createSymbolicLink(file, real);

        var swapped = swap.putInPlace(order());

        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(database().rowCounts()).containsKey("migrated");
        assertThat(swapped.kept()).startsWith(real.toString());
    }

    @Test
    void refusesADatabaseThatWasWrittenToSince() {
        var order = order();
        SqliteFixture.database(file, "UPDATE user SET name = 'Ada L' WHERE id = 'u1'");
        var identity = database().identity();

        assertThatThrownBy(() -> swap.putInPlace(order))
                .isInstanceOf(SwapRefused.class)
                .hasMessage("cannot put the copy in the place of " + file + ": expected the schema and rows that were"
                        + " backed up, found that another process changed them since: table user");
        assertThat(database().identity()).isEqualTo(identity);
        assertThat(told).noneMatch(Observation.SwapStarting.class::isInstance);
    }

    @Test
    void refusesAnotherFileUnderThatName() throws IOException {
        var order = order();
        var another = SqliteFixture.anyDatabase(folder.resolve("another.db"));
        Files.move(another, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> swap.putInPlace(order))
                .isInstanceOf(SwapRefused.class)
                .hasMessageContaining("found that another process changed them since: table chat");
    }

    @Test
    void refusesADatabaseThatAnotherProcessHoldsAndNamesIt() {
        var order = order();
        try (var other = SqliteProcess.start(SqliteProcess.Doing.LOCKING, file)) {
            assertThatThrownBy(() -> swap.putInPlace(order))
                    .isInstanceOf(SwapRefused.class)
                    .hasMessageContaining("expected nobody else to have it open, and a readable database, found locked")
                    .hasMessageContaining("java (pid " + other.pid() + ")");
        }
        assertThat(database().rowCounts()).doesNotContainKey("migrated");
    }

    @Test
    void refusesAWalDatabaseThatAnotherProcessMerelyHasOpen() {
        SqliteFixture.database(file, "PRAGMA journal_mode = wal");
        var order = order();
        try (var other = SqliteProcess.start(SqliteProcess.Doing.IDLING, file)) {
            assertThatThrownBy(() -> swap.putInPlace(order))
                    .isInstanceOf(SwapRefused.class)
                    .hasMessageContaining("java (pid " + other.pid() + ")");
        }
    }

    @Test
    void tellsWhoStillHasTheFormerFileOpen() {
        var order = order();
        try (var other = SqliteProcess.start(SqliteProcess.Doing.IDLING, file)) {
            var swapped = swap.putInPlace(order);
            assertThat(swapped.stillOpen().inWords()).isEqualTo("java (pid " + other.pid() + ")");
        }
    }

    @Test
    void isUnfitWithASecondNameAMountOfItsOwnOrAnotherUser() throws IOException {
        assertThat(SwapFitness.of(database()).isPossible()).isTrue();

        Files.createLink(folder.resolve("second.db"), file);
        assertThat(SwapFitness.of(database()).impossible())
                .singleElement()
                .asString()
                .startsWith("one name for " + file + ", found 2 (hard links)");
        assertThat(MountPoints.contain(Path.of("/proc"))).isTrue();
        assertThat(MountPoints.contain(file)).isFalse();
    }

    @Test
    void clearsWhatAKilledSwapLeftAndNothingElse() throws IOException {
        var order = order();
        Files.createFile(Path.of(((SqliteDatabase) order.copy()).path() + "-journal"));
        var aside = Files.createDirectories(folder.resolve("app.db.varve-aside-19700101-000000-000"));
        Files.createLink(aside.resolve("app.db"), file);
        var former = Files.createDirectories(folder.resolve("app.db.varve-aside-19690101-000000-000"));
        SqliteFixture.anyDatabase(former.resolve("app.db"));
        assertThat(SwapFitness.of(database()).isPossible())
                .as("its own second name is none")
                .isTrue();

        assertThat(Leftovers.clear(database())).hasSize(3);

        assertThat(beside()).containsExactly("app.db", "app.db.varve-aside-19690101-000000-000");
        assertThat(former.resolve("app.db")).exists();
    }
}
