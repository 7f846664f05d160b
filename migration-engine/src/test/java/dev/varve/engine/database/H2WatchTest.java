package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.backup.BackupVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2WatchTest {

    @TempDir
    Path folder;

    private H2Database database;

    @BeforeEach
    void make() {
        database = H2Fixture.anyDatabase(folder.resolve("app.mv.db"));
    }

    @Test
    void keepsEveryOtherProcessOutAlsoWhileABackupIsTakenAndThingsAreRead() {
        try (var watch = database.watch()) {
            assertThat(H2Process.opening(database)).isEqualTo("IN_USE");
            new BackupVault(folder.resolve("vault"), Clock.systemUTC()).take("chat", database, null, told -> {});
            database.contents(rows -> {});
            database.health(true);
            database.makeDurable();
            assertThat(H2Process.opening(database)).isEqualTo("IN_USE");
            assertThat(watch.changedSince(null)).isFalse();
        }
        assertThat(H2Process.opening(database)).isEqualTo("ready");
    }

    @Test
    void letsAChangeThroughThisProcessAndSeesItOnTheDiskAfterwards() throws Exception {
        try (var watch = database.watch();
                var connection = database.openForChanging();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE later (a INT)");
            assertThat(database.schema().tables()).contains("LATER");
            assertThat(watch.changedSince(null)).isFalse();
        }
        assertThat(database.schema().tables()).contains("LATER");
    }

    @Test
    void leavesTheDatabasesOwnSettingsAsTheyWere() throws SQLException {
        H2Fixture.with(database, "SET DB_CLOSE_DELAY -1", "SET WRITE_DELAY 700", "SHUTDOWN");
        var before = settings();
        try (var watch = database.watch()) {
            assertThat(database.schema().isEmpty()).isFalse();
            database.makeDurable();
            assertThat(watch.changedSince(null)).isFalse();
        }
        assertThat(settings()).isEqualTo(before).contains("SET DB_CLOSE_DELAY -1;", "SET WRITE_DELAY 700;");
        assertThat(H2Process.opening(database)).isEqualTo("ready");
    }

    /** Only a connection that may write tells them. */
    private List<String> settings() throws SQLException {
        try (var connection = database.openForChanging();
                var statement = connection.createStatement()) {
            var settings = new ArrayList<String>();
            try (var lines = statement.executeQuery("SCRIPT NODATA")) {
                while (lines.next()) {
                    settings.add(lines.getString(1));
                }
            }
            statement.execute("SHUTDOWN");
            settings.removeIf(line -> !line.startsWith("SET "));
            return settings;
        }
    }

    @Test
    void noticesAnotherFileInThePlace() throws IOException {
        try (var watch = database.watch()) {
            var other = H2Fixture.anyDatabase(folder.resolve("other.mv.db"));
            Files.move(Path.of(database.path()), folder.resolve("moved.mv.db"));
            Files.move(Path.of(other.path()), Path.of(database.path()));
            assertThat(watch.changedSince(null)).isTrue();
        }
    }

    @Test
    void refusesADatabaseThatAnotherProcessHasOpen() {
        try (var other = H2Process.start(H2Process.Doing.HOLDING, database)) {
            assertThatThrownBy(database::watch)
                    .isInstanceOf(DatabaseUnreadable.class)
                    .hasMessageEndingWith("opened by java (pid " + other.pid() + ")");
        }
    }

    @Test
    void makesADatabaseOfAnEmptyFile() throws IOException {
        var empty = H2Database.at(Files.createFile(folder.resolve("new.mv.db")), Map.of(), H2Login.DEFAULT);
        try (var watch = empty.watch()) {
            assertThat(folder.resolve("new.mv.db")).isNotEmptyFile();
            assertThat(empty.schema().isEmpty()).isTrue();
            assertThat(watch.changedSince(null)).isFalse();
        }
    }
}
