package dev.varve.store;

import static dev.varve.store.Recording.CLOCK;
import static dev.varve.store.Recording.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent.TargetRetired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTheStoreTest {

    @TempDir
    private Path folder;

    @Test
    void opensAStoreInAFolderWhoseNameIsHostile() {
        var hostile = folder.resolve("a b?mode=memory&x=%41#'\u00e9\n");
        try (var store = Recording.open(hostile)) {
            append(store, "1", new TargetRetired("orders"));
        }
        assertThat(hostile.resolve("events.db")).isRegularFile();
        try (var store = SqliteEventStore.openReadOnly(hostile.resolve("events.db"))) {
            assertThat(store.log().head().size()).isEqualTo(1);
        }
    }

    @Test
    void letsNobodyElseReadTheStore() throws Exception {
        var home = folder.resolve("home/.varve");
        Recording.open(home).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("events.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void readsBesideALiveWriterWithoutWritingAnything() {
        try (var writer = Recording.open(folder);
                var reader = SqliteEventStore.openReadOnly(folder.resolve("events.db"))) {
            append(writer, "1", new TargetRetired("orders"));
            assertThat(reader.log().read(0, 10)).hasSize(1);
            append(writer, "1", new TargetRetired("orders"));
            assertThat(reader.log().read(0, 10)).hasSize(2);

            assertThatThrownBy(() -> append(reader, "1", new TargetRetired("orders")))
                    .isInstanceOf(EventStoreUnavailable.class)
                    .hasMessageContaining("found a read-only file or volume; make it writable, or name another home");
        }
    }

    @Test
    void doesNotCreateAStoreToReadIt() {
        var missing = folder.resolve("none.db");

        assertThatThrownBy(() -> SqliteEventStore.openReadOnly(missing))
                .isInstanceOf(StoreMissing.class)
                .hasMessage("expected an event store at " + missing
                        + ", found no file there; name another home, or record something first");
        assertThat(missing).doesNotExist();
    }

    @Test
    void leavesSomebodyElsesDatabaseAlone() throws Exception {
        var file = folder.resolve("events.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (id INTEGER)");
        }
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> SqliteEventStore.open(file, CLOCK))
                .isInstanceOf(NotAnEventStore.class)
                .hasMessageContaining("found a database with 1 tables of somebody else");
        assertThatThrownBy(() -> SqliteEventStore.openReadOnly(file)).isInstanceOf(NotAnEventStore.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws Exception {
        var file =
                Files.writeString(folder.resolve("events.db"), "not a database, but longer than its header".repeat(99));

        assertThatThrownBy(() -> SqliteEventStore.open(file, CLOCK)).isInstanceOf(NotAnEventStore.class);
    }

    @Test
    void refusesAStoreOfALaterRelease() throws SQLException {
        Recording.open(folder).close();
        try (var connection = Recording.plainly(folder);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> Recording.open(folder))
                .isInstanceOf(StoreIsNewer.class)
                .hasMessageContaining("found schema 99");
    }

    @Test
    void finishesAStoreWhoseCreationWasCutOff() throws Exception {
        Files.createFile(folder.resolve("events.db"));

        try (var store = Recording.open(folder)) {
            append(store, "1", new TargetRetired("orders"));
            assertThat(store.proof().verify().ok()).isTrue();
        }
    }
}
