package dev.varve.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteFixture;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinceBackupTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void fortyUsersAndTheirBackup() throws IOException {
        file = SqliteFixture.database(
                folder.resolve("app.db"),
                "CREATE TABLE user (id INTEGER PRIMARY KEY, meta TEXT, role TEXT COLLATE NOCASE, age INTEGER, note TEXT)",
                "CREATE TABLE chat (id INTEGER PRIMARY KEY)",
                "CREATE TABLE version (id TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
                        + " INSERT INTO user SELECT i, json_object('k', 'v' || i), 'admin', i, NULL FROM n",
                "INSERT INTO chat VALUES (1), (2)",
                "INSERT INTO version VALUES ('a1')");
        Files.copy(file, folder.resolve("backup.db"));
    }

    private List<Finding> since(String... statements) {
        SqliteFixture.database(file, statements);
        var database = SqliteDatabase.at(file);
        var copy = database.finishedCopyAt(folder.resolve("backup.db"));
        var backup = new KnownBackup("20261124-1", copy.rowCounts(), copy);
        return new SinceBackup("app", backup, List.of("version")).compare(database, database.rowCounts());
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    @Test
    void namesATableThatHeldRowsAndHoldsNone() {
        var finding = only(since("DELETE FROM chat", "DELETE FROM version"));

        assertThat(finding.code()).isEqualTo(FindingCode.ROWS_GONE);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).isEqualTo("table chat held 2 rows in backup 20261124-1, found none");
        assertThat(finding.remedy()).isEqualTo("if nobody meant that: varve restore app 20261124-1");
    }

    @Test
    void namesATableThatIsGone() {
        assertThat(only(since("DROP TABLE chat")).message())
                .isEqualTo("table chat held 2 rows in backup 20261124-1, found no such table");
    }

    @Test
    void tellsJsonThatWasEncodedTwice() {
        var finding = only(since("UPDATE user SET meta = json_quote(CAST(meta AS TEXT) || '')"));

        assertThat(finding.code()).isEqualTo(FindingCode.VALUES_RESHAPED);
        assertThat(finding.message())
                .isEqualTo("the values of user.meta were 40 JSON in backup 20261124-1, found 40 JSON encoded twice");
        assertThat(finding.evidence())
                .containsEntry("before", Map.of("JSON", 40L))
                .containsEntry("after", Map.of("JSON encoded twice", 40L));
        assertThat(finding.remedy())
                .isEqualTo("if no revision meant that, the application may not read them any more:"
                        + " varve restore app 20261124-1");
    }

    @Test
    void tellsNamesThatChangedTheirCaseWhateverTheColumnsCollation() {
        assertThat(only(since("UPDATE user SET role = upper(role)")).message())
                .isEqualTo("the values of user.role were 40 text in small letters in backup 20261124-1,"
                        + " found 40 text in capitals");
    }

    @Test
    void tellsValuesThatAreGone() {
        assertThat(only(since("UPDATE user SET meta = NULL WHERE id < 40")).message())
                .isEqualTo("the values of user.meta were 40 JSON in backup 20261124-1, found 1 JSON, 39 NULL");
    }

    @Test
    void tellsNumbersThatBecameText() {
        assertThat(only(since("UPDATE user SET age = 'age ' || age")).message())
                .contains("user.age were 40 integer", "found 40 text in small letters");
    }

    @Test
    void saysNothingOfWhatApplicationsDo() {
        assertThat(since(
                        "INSERT INTO chat VALUES (3)",
                        "DELETE FROM user WHERE id > 30",
                        "UPDATE user SET note = 'filled'",
                        "UPDATE user SET meta = 'plain' WHERE id < 15",
                        "CREATE TABLE extra (id INTEGER)",
                        "ALTER TABLE user ADD COLUMN kind TEXT"))
                .isEmpty();
    }
}
