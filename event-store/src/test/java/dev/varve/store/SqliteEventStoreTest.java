package dev.varve.store;

import static dev.varve.store.Recording.append;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent.TargetRetired;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventStoreTest extends DurableEventStoreTest {

    @TempDir
    private Path folder;

    @Override
    DurableEventStore open() {
        return Recording.open(folder);
    }

    @Override
    String hostileName() {
        return "o'r\"d; DROP TABLE domain_event;--\n\t\u0000\u202e \ud83d\ude00 % ? {database}";
    }

    @Test
    void keepsTheTriggersBetweenTheLogAndAnHonestHand() throws SQLException {
        try (var store = Recording.open(folder)) {
            append(store, "1", new TargetRetired("orders"));
        }
        try (var connection = Recording.plainly(folder);
                var statement = connection.createStatement()) {
            for (var sql : List.of(
                    "UPDATE domain_event SET payload_type = 'x'",
                    "DELETE FROM domain_event",
                    "UPDATE merkle_leaf SET leaf_hash = x'00'",
                    "DELETE FROM merkle_leaf",
                    "UPDATE log_head SET size = 0",
                    "DELETE FROM log_head")) {
                assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("the log is append-only");
            }
        }
    }
}
