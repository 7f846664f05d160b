package dev.varve.engine.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.database.SqliteProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {

    private static final int CHATS = 2000;

    @TempDir
    Path folder;

    private Path file;
    private Path saved;
    private Wound wound;

    @BeforeEach
    void aDatabaseWithEveryKindOfTable() {
        file = folder.resolve("app.db");
        saved = folder.resolve("saved.db");
        wound = new Wound(file);
        SqliteFixture.database(
                file,
                "PRAGMA user_version = 7",
                "CREATE TABLE user (id TEXT PRIMARY KEY, name TEXT NOT NULL)",
                "CREATE TABLE chat (id INTEGER PRIMARY KEY, user_id TEXT REFERENCES user(id), title TEXT, score REAL, raw BLOB)",
                "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT)",
                "CREATE TABLE setting (area TEXT, name TEXT, value ANY, PRIMARY KEY (name, area)) WITHOUT ROWID",
                "CREATE TABLE sized (w INTEGER, area INTEGER GENERATED ALWAYS AS (w * w) STORED, h INTEGER,"
                        + " twice INTEGER AS (w * 2))",
                "CREATE TABLE grown (note TEXT)",
                "CREATE VIRTUAL TABLE words USING fts5(body)",
                "CREATE VIEW titles AS SELECT title FROM chat",
                "CREATE TRIGGER no_chat AFTER INSERT ON user BEGIN SELECT 1; END",
                "INSERT INTO user VALUES ('u1', 'Ada'), ('u2', CAST(X'c3ff00e4' AS TEXT))",
                "INSERT INTO counted (note) VALUES ('a'), ('b')",
                "DELETE FROM counted WHERE note = 'b'",
                "INSERT INTO setting VALUES ('ui', 'theme', 'dark'), ('ui', 'size', 12), ('db', 'size', 1.5)",
                "INSERT INTO sized (w, h) VALUES (3, 9), (-4, NULL)",
                "INSERT INTO grown VALUES ('short')",
                "ALTER TABLE grown ADD COLUMN kind TEXT NOT NULL DEFAULT 'old'",
                "INSERT INTO grown VALUES ('long', 'new')",
                "INSERT INTO words VALUES ('the quick fox'), ('the lazy dog')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + CHATS + ")"
                        + " INSERT INTO chat SELECT i, 'u' || (1 + i % 2), 'chat ' || i, i * 0.5,"
                        + " randomblob(CASE i % 500 WHEN 0 THEN 20000 ELSE 100 END) FROM n",
                "CREATE INDEX ix_chat_user ON chat (user_id)");
    }

    private SalvageReport salvage() {
        return Salvage.of(SqliteDatabase.at(file)).into(saved, rows -> {});
    }

    private static SalvagedTable table(SalvageReport report, String name) {
        return report.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long saved(String query) {
        return Long.parseLong(SqliteFixture.value(saved, query));
    }

    @Test
    void bringsAHealthyDatabaseOverWithEveryRowAndEveryObject() {
        var before = SqliteDatabase.at(file);
        var contents = before.contents(rows -> {});
        var schema = before.schema();

        var report = salvage();

        assertThat(report.isWhole()).as("%s", report).isTrue();
        assertThat(SqliteDatabase.at(saved).contents(rows -> {})).isEqualTo(contents);
        assertThat(SqliteDatabase.at(saved).schema()).isEqualTo(schema);
        assertThat(SqliteFixture.value(saved, "SELECT seq FROM sqlite_sequence"))
                .isEqualTo("2");
        assertThat(SqliteFixture.value(saved, "SELECT rowid FROM words WHERE words MATCH 'lazy'"))
                .isEqualTo("2");
        assertThat(saved("PRAGMA user_version")).isEqualTo(7);
        assertThat(report.companions()).isNull();
        assertThat(report.rows()).isGreaterThan(CHATS);
        assertThat(folder).as("nothing else is left").isDirectoryNotContaining("glob:**.varve-salvage*");
    }

    @Test
    void readsEveryRowBesideAPageThatWasOverwrittenAndNamesTheRowsBetween() throws Exception {
        var leaf = leafOfChats();
        wound.overwrite(leaf, 0);
        assertThat(SqliteDatabase.at(file).health(true).integrityOk()).isFalse();
        var original = Files.readAllBytes(file);

        var report = salvage();

        var chat = table(report, "chat");
        assertThat(chat.lost()).hasSize(1);
        var piece = chat.lost().getFirst();
        assertThat(piece.inWords())
                .isEqualTo("rows " + (piece.after() + 1) + " to " + piece.upTo() + ": page " + leaf
                        + " is no page of a table or index");
        assertThat(chat.rowsLost()).isEqualTo(piece.upTo() - piece.after()).isPositive();
        assertThat(chat.rows()).isEqualTo(CHATS - chat.rowsLost());
        assertThat(saved("SELECT count(*) FROM chat")).isEqualTo(chat.rows());
        assertThat(saved("SELECT count(*) FROM chat WHERE id > " + piece.after() + " AND id <= " + piece.upTo()))
                .isZero();
        assertThat(report.integrityProblems()).isEmpty();
        assertThat(report.foreignKeyViolations()).isEmpty();
        assertThat(report.isWhole()).isFalse();
        assertThat(table(report, "user").isWhole()).isTrue();
        assertThat(Files.readAllBytes(file)).as("the original").isEqualTo(original);
    }

    /** A leaf in the middle of the large table. */
    private int leafOfChats() throws IOException {
        var leaves = wound.pages(13);
        return leaves.get(leaves.size() / 2);
    }

    @Test
    void findsTheRowsOfALargeTableWhoseInnerPageIsGone() throws Exception {
        var inner = wound.pages(5);
        assertThat(inner).as("the root of the large table").hasSize(1);
        wound.overwrite(inner.getFirst(), 0xff);

        var report = salvage();

        var chat = table(report, "chat");
        assertThat(chat.rows()).isEqualTo(CHATS);
        assertThat(chat.rowsLost()).isZero();
        assertThat(chat.lost().getFirst().inWords())
                .isEqualTo("some rows: page " + inner.getFirst() + " is no page of a table or index; " + CHATS
                        + " of them were found in pages that nothing points to any more");
        assertThat(report.strayPages()).isZero();
        assertThat(report.integrityProblems()).isEmpty();
    }

    @Test
    void doesNotTakeDeletedRowsForLostOnes() throws Exception {
        SqliteFixture.database(file, "DELETE FROM chat WHERE id BETWEEN 500 AND 1500");
        wound.overwrite(wound.pages(5).getFirst(), 0);

        salvage();

        assertThat(saved("SELECT count(*) FROM chat WHERE id BETWEEN 500 AND 1500"))
                .isZero();
        assertThat(saved("SELECT count(*) FROM chat")).isEqualTo(CHATS - 1001);
    }

    @Test
    void readsWhatIsLeftOfAFileThatWasCut() throws Exception {
        wound.cutTo(Files.size(file) * 2 / 3 / 4096 * 4096 + 17);

        var report = salvage();

        var chat = table(report, "chat");
        assertThat(chat.rows()).isBetween(1L, CHATS - 1L);
        assertThat(chat.lost()).isNotEmpty();
        assertThat(chat.lost().getLast().inWords()).contains("the end of the file");
        assertThat(report.integrityProblems()).isEmpty();
    }

    @Test
    void readsBehindAHotJournalWhatWasCommittedAndLeavesTheFilesAlone() throws Exception {
        SqliteProcess.start(SqliteProcess.Doing.WRITING_UNFINISHED, file).close();
        var journal = folder.resolve("app.db-journal");
        var before = Files.readAllBytes(file);
        var journalBefore = Files.readAllBytes(journal);

        var report = salvage();

        assertThat(report.companions()).isEqualTo("the journal was taken in, in the copy");
        assertThat(saved("SELECT count(*) FROM chat WHERE title LIKE 'torn %'")).isZero();
        assertThat(saved("SELECT count(*) FROM chat")).isEqualTo(CHATS);
        assertThat(report.isWhole()).as("%s", report).isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Files.readAllBytes(journal)).isEqualTo(journalBefore);
    }

    @Test
    void takesTheLogInUnlessItIsToBeLeftOut() {
        SqliteProcess.start(SqliteProcess.Doing.COMMITTED_TO_LOG, file).close();

        assertThat(salvage().companions()).isEqualTo("the write-ahead log was taken in, in the copy");
        assertThat(saved("SELECT count(*) FROM chat WHERE title = 'logged'")).isEqualTo(CHATS);

        saved = folder.resolve("without.db");
        var without = Salvage.of(SqliteDatabase.at(file)).leavingCompanionsOut().into(saved, rows -> {});
        assertThat(without.companions()).isEqualTo("the write-ahead log was left out, as asked");
        assertThat(saved("SELECT count(*) FROM chat WHERE title = 'logged'")).isZero();
        assertThat(saved("SELECT count(*) FROM chat")).isEqualTo(CHATS);
    }

    @Test
    void leavesOutRowsThatAConstraintDoesNotAdmitAndCountsThem() throws Exception {
        SqliteFixture.database(
                file,
                "CREATE TABLE strict_one (id INTEGER PRIMARY KEY, n INTEGER, CHECK (n < 10))",
                "PRAGMA ignore_check_constraints = ON",
                "INSERT INTO strict_one VALUES (1, 5), (2, 50), (3, 500)",
                "UPDATE chat SET user_id = 'gone' WHERE id <= 3");

        var report = salvage();

        var table = table(report, "strict_one");
        assertThat(table.rows()).isEqualTo(1);
        assertThat(table.rowsLost()).isEqualTo(2);
        assertThat(table.refused()).isEqualTo(Map.of("CHECK constraint failed: n < 10", 2L));
        assertThat(report.foreignKeyViolations()).isEqualTo(Map.of("chat -> user", 3L));
        assertThat(report.integrityProblems()).isEmpty();
    }

    /** Whatever bit flips: it ends, the new file is sound, and no row is there that was not or is there twice. */
    @Test
    void endsWithASoundFileOrARefusalWhicheverBitFlips() throws Exception {
        var whole = Files.readAllBytes(file);
        var random = new Random(20261124);
        for (var round = 0; round < 120; round++) {
            Files.write(file, whole);
            Files.deleteIfExists(saved);
            // every third in the first pages: there it hurts most
            var reach = round % 3 == 0 ? 8 * Wound.PAGE : whole.length;
            for (var flips = 0; flips < 4; flips++) {
                wound.flip(random.nextInt(reach), random.nextInt(8));
            }
            try {
                var report = salvage();
                assertThat(report.integrityProblems())
                        .as("round %s: %s", round, report)
                        .isEmpty();
                assertThat(saved("SELECT count(*) FROM sqlite_schema")).isPositive();
                for (var table : report.tables()) {
                    assertThat(saved("SELECT count(*) FROM \"" + table.name() + "\""))
                            .as("round %s: %s", round, table)
                            .isEqualTo(table.rows());
                }
            } catch (SalvageRefused refused) {
                assertThat(saved).as("round %s: %s", round, refused).doesNotExist();
            }
        }
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        Files.write(file, "no database at all".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(this::salvage)
                .isInstanceOf(SalvageRefused.class)
                .hasMessage("expected to read in " + file
                        + " which tables it has, found that its first page does not begin as a database does");
        assertThat(saved).doesNotExist();
    }

    @Test
    void writesOverNothing() throws Exception {
        Files.writeString(saved, "mine");

        assertThatThrownBy(this::salvage).hasMessage("expected no file at " + saved + ", found one");

        assertThat(saved).hasContent("mine");
    }

    @Test
    void bringsOverWhatAHalfDoneBatchOperationLeft() {
        SqliteFixture.database(file, "CREATE TABLE _alembic_tmp_chat AS SELECT * FROM chat WHERE id <= 10");

        var report = salvage();

        assertThat(table(report, "_alembic_tmp_chat").rows()).isEqualTo(10);
        assertThat(report.isWhole()).isTrue();
    }

    @Test
    void keepsTextOfAnotherEncodingByteForByte() {
        file = folder.resolve("wide.db");
        SqliteFixture.database(
                file,
                "PRAGMA encoding = 'UTF-16be'",
                "CREATE TABLE t (name TEXT)",
                "INSERT INTO t VALUES ('Grüße'), (CAST(X'd800' AS TEXT))");

        assertThat(salvage().isWhole()).isTrue();

        assertThat(SqliteFixture.value(saved, "SELECT group_concat(hex(name)) FROM t"))
                .isEqualTo(SqliteFixture.value(file, "SELECT group_concat(hex(name)) FROM t"));
        assertThat(Arrays.asList(SqliteFixture.value(saved, "PRAGMA encoding"))).containsExactly("UTF-16be");
    }
}
