package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.SqliteProcess.Doing;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHealthTest {

    @TempDir
    Path folder;

    @Test
    void findsNothingWrongWithAHealthyDatabase() throws IOException {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        var health = SqliteDatabase.at(file).health(true);
        assertThat(health.findings()).isEmpty();
        assertThat(health.reachable()).isTrue();
        assertThat(health.integrityOk()).isTrue();
        assertThat(health.integrityDetail()).isEqualTo("ok");
        assertThat(health.sizeBytes()).isEqualTo(Files.size(file));
        assertThat(health.serverVersion()).matches("3\\.[0-9.]+");
    }

    @Test
    void neitherCreatesNorReadsAMissingFile() {
        var missing = folder.resolve("none.db");
        var database = SqliteDatabase.at(missing);
        assertThat(database.health(false).reachable()).isFalse();
        assertThat(only(database.health(false)).message())
                .isEqualTo("expected a database at " + missing + ", found no such file");
        assertThatThrownBy(database::schema)
                .isInstanceOf(DatabaseUnreadable.class)
                .hasMessage("expected a readable database at " + missing + ", found: no such file");
        assertThat(missing).doesNotExist();
        assertThat(database.identity()).isEqualTo("path:" + missing);
    }

    @Test
    void saysThatAFileOfNoBytesIsNoDatabase() throws IOException {
        var file = Files.createFile(folder.resolve("empty.db"));
        var finding = only(SqliteDatabase.at(file).health(false));
        assertThat(finding.code()).isEqualTo(FindingCode.EMPTY_DATABASE_FILE);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.message()).isEqualTo("expected a database at " + file + ", found a file of 0 bytes");
    }

    @Test
    void saysThatSomethingElseIsNoDatabase() throws IOException {
        var file = Files.writeString(folder.resolve("text.db"), "not a database at all, ".repeat(100));
        var health = SqliteDatabase.at(file).health(false);
        assertThat(health.reachable()).isFalse();
        assertThat(health.integrityOk()).isFalse();
        assertThat(only(health).code()).isEqualTo(FindingCode.INTEGRITY_FAILED);
        assertThat(only(health).message()).contains("file is not a database");
    }

    @Test
    void tellsADamagedPage() throws IOException {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("garbage".repeat(2000).getBytes(StandardCharsets.UTF_8)), 3 * 4096L);
        }
        var health = SqliteDatabase.at(file).health(true);
        assertThat(health.integrityOk()).isFalse();
        assertThat(only(health).code()).isEqualTo(FindingCode.INTEGRITY_FAILED);
        assertThat(only(health).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void countsBrokenForeignKeysByTable() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        SqliteFixture.database(file, "UPDATE chat SET user_id = 'gone' WHERE id <= 3");
        var finding = only(SqliteDatabase.at(file).health(false));
        assertThat(finding.code()).isEqualTo(FindingCode.FOREIGN_KEY_VIOLATIONS);
        assertThat(finding.evidence()).isEqualTo(Map.of("chat -> user", 3L));
    }

    @Test
    void checksTheOtherForeignKeysWhereOneCannotBeChecked() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        SqliteFixture.database(
                file,
                "CREATE TABLE bad (a TEXT REFERENCES user(name), b TEXT REFERENCES nowhere)",
                "INSERT INTO bad VALUES ('x', 'y')",
                "UPDATE chat SET user_id = 'gone' WHERE id <= 3");
        assertThat(only(SqliteDatabase.at(file).health(false)).evidence()).isEqualTo(Map.of("chat -> user", 3L));
    }

    @Test
    void readsBehindAHotJournalWhatTheNextProgramWillSeeAndLeavesTheFilesAlone() throws IOException {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        var database = SqliteDatabase.at(file);
        var before = database.contents(rows -> {});
        SqliteProcess.start(Doing.WRITING_UNFINISHED, file).close();
        var torn = Files.readAllBytes(file);
        var journal = Files.readAllBytes(folder.resolve("app.db-journal"));

        assertThat(database.contents(rows -> {})).isEqualTo(before);
        assertThat(database.schema().tables()).containsExactly("chat", "user");
        var finding = only(database.health(true));
        assertThat(finding.code()).isEqualTo(FindingCode.HOT_JOURNAL);
        assertThat(finding.message()).contains("app.db-journal", "the next one to open the database takes it back");
        assertThat(torn).isNotEqualTo(new byte[0]);
        assertThat(Files.readAllBytes(file)).isEqualTo(torn);
        assertThat(Files.readAllBytes(folder.resolve("app.db-journal"))).isEqualTo(journal);
    }

    /** Flyway asks on a connection of its own; without this it would find no history at all. */
    @Test
    void opensForAToolBehindAHotJournalWhatTheNextProgramWillSee() throws Exception {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        var rows = SqliteDatabase.at(file).rowCounts();
        SqliteProcess.start(Doing.WRITING_UNFINISHED, file).close();
        var torn = Files.readAllBytes(file);

        try (var connection = SqliteDatabase.at(file).openForLooking();
                var statement = connection.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM chat")) {
            assertThat(count.getLong(1)).isEqualTo(rows.get("chat"));
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(torn);
        assertThat(folder.resolve("app.db-journal")).exists();
    }

    @Test
    void watchesForOtherWritersAlsoAfterAHotJournal() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        SqliteProcess.start(Doing.WRITING_UNFINISHED, file).close();
        try (var watch = SqliteDatabase.at(file).watch()) {
            assertThat(watch.changedSince(null)).isFalse();
            SqliteFixture.database(file, "DELETE FROM chat WHERE id = 1");
            assertThat(watch.changedSince(null)).isTrue();
        }
    }

    @Test
    void tellsALogThatAKilledProgramLeftAndReadsWhatIsInIt() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        SqliteProcess.start(Doing.COMMITTED_TO_LOG, file).close();
        var finding = only(SqliteDatabase.at(file).health(false));
        assertThat(finding.code()).isEqualTo(FindingCode.STALE_WAL);
        assertThat(finding.evidence()).containsEntry("path", file + "-wal").containsEntry("everyProcessSeen", true);
        assertThat((Long) finding.evidence().get("frames")).isPositive();
        assertThat(Files.exists(folder.resolve("app.db-wal"))).isTrue();
        var copy = folder.resolve("copy.db");
        try (var snapshot = SqliteDatabase.at(file).snapshot()) {
            snapshot.copyTo(copy, (done, total) -> {});
        }
        assertThat(SqliteFixture.value(copy, "SELECT DISTINCT title FROM chat")).isEqualTo("logged");
    }

    @Test
    void namesTheProcessesThatHaveItOpen() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        try (var other = SqliteProcess.start(Doing.IDLING, file)) {
            var finding = only(SqliteDatabase.at(file).health(false));
            assertThat(finding.code()).isEqualTo(FindingCode.DATABASE_IN_USE);
            assertThat(finding.message())
                    .isEqualTo("expected nobody else to have " + file + " open, found java (pid " + other.pid() + ")");
            assertThat(finding.evidence())
                    .containsEntry(
                            "processes",
                            List.of(Map.of("pid", other.pid(), "command", "java", "file", file.toString())));
            assertThat(SqliteDatabase.at(file)
                            .openElsewhere(Set.of(other.pid()))
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void namesWhoLocksItForTooLong() {
        var file = SqliteFixture.anyDatabase(folder.resolve("app.db"));
        try (var other = SqliteProcess.start(Doing.LOCKING, file)) {
            var database = SqliteDatabase.at(file).waitingAtMost(Duration.ofMillis(200));
            assertThatThrownBy(database::rowCounts)
                    .isInstanceOf(DatabaseUnreadable.class)
                    .hasMessage("expected a readable database at " + file
                            + ", found: locked for more than 200 ms by java (pid " + other.pid() + ")");
            assertThat(database.health(false).findings())
                    .extracting(Finding::code)
                    .containsExactlyInAnyOrder(FindingCode.DATABASE_IN_USE, FindingCode.DATABASE_UNREACHABLE);
        }
    }

    private static Finding only(Health health) {
        assertThat(health.findings()).hasSize(1);
        return health.findings().getFirst();
    }
}
