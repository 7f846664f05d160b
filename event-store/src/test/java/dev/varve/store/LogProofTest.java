package dev.varve.store;

import static dev.varve.store.Recording.append;
import static dev.varve.store.Recording.tamper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.RunEvent.StepSucceeded;
import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.store.LogVerdict.Failure;
import dev.varve.store.LogVerdict.What;
import dev.varve.store.merkle.MerkleFrontier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogProofTest {

    private static final int EVENTS = 300;
    private static final String COLUMNS =
            "event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata";

    @TempDir
    private Path folder;

    @BeforeEach
    void fillALog() {
        try (var store = Recording.open(folder)) {
            Recording.fill(store, EVENTS);
        }
    }

    @Test
    void saysThatAWholeLogIsWholeUnderTheRootOfItsHead() {
        try (var store = SqliteEventStore.openReadOnly(folder.resolve("events.db"))) {
            var verdict = store.proof().verify();

            assertThat(verdict)
                    .isEqualTo(new LogVerdict(true, EVENTS, store.log().head().rootHash(), null));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payload = CAST('{\"target\":\"orders-x\"}' AS BLOB)",
                "payload = CAST(replace(CAST(payload AS TEXT), '{', '{ ') AS BLOB)",
                "metadata = CAST('{\"actor\":\"eve\",\"host\":\"db1\"}' AS BLOB)",
                "recorded_at = '2026-11-22T12:00:01.000Z'",
                "payload_type = 'TargetRegistered'",
                "payload_revision = '2'",
                "payload_revision = NULL",
                "aggregate_type = 'Run'",
                "aggregate_id = 'target-9'",
                "sequence_number = 999",
                "event_id = 'e'"
            })
    void namesTheEventWhoseColumnWasAltered(String change) throws SQLException {
        tamper(folder, "UPDATE domain_event SET " + change + " WHERE global_index = 123");

        assertThat(failure()).returns(What.ALTERED, Failure::what).returns(123L, Failure::sequence);
    }

    @Test
    void tellsTheEventByIdStreamAndTypeWithBothHashes() throws SQLException {
        var eventId = eventId(123);
        tamper(folder, "UPDATE domain_event SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE global_index = 123");

        var failure = failure();

        assertThat(failure.eventId()).isEqualTo(eventId);
        assertThat(failure.aggregate()).isEqualTo("target-2");
        assertThat(failure.type()).isEqualTo("TargetRetired");
        assertThat(failure.leafIndex()).isEqualTo(122);
        assertThat(failure.expected()).matches("leaf [0-9a-f]{64}");
        assertThat(failure.found()).matches("leaf [0-9a-f]{64}").isNotEqualTo(failure.expected());
        assertThat(verify().events()).isEqualTo(122);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 150, EVENTS})
    void namesThePlaceOfADroppedEvent(int place) throws SQLException {
        tamper(folder, "DELETE FROM domain_event WHERE global_index = " + place);

        assertThat(failure()).returns(What.DROPPED, Failure::what).returns((long) place, Failure::sequence);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, EVENTS - 1})
    void namesThePlaceOfAnEventThatWasDroppedWithItsLeaf(int place) throws SQLException {
        tamper(
                folder,
                "DELETE FROM domain_event WHERE global_index = " + place,
                "DELETE FROM merkle_leaf WHERE leaf_index = " + (place - 1));

        assertThat(failure()).returns(What.DROPPED, Failure::what).returns((long) place, Failure::sequence);
    }

    @Test
    void namesThePlaceOfADroppedEventThoughTheRestMovedUp() throws SQLException {
        tamper(
                folder,
                "DELETE FROM domain_event WHERE global_index = 150",
                "UPDATE domain_event SET global_index = -global_index WHERE global_index > 150",
                "UPDATE domain_event SET global_index = -global_index - 1 WHERE global_index < 0");

        assertThat(failure()).returns(What.DROPPED, Failure::what).returns(150L, Failure::sequence);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, EVENTS})
    void seesThatTheTailWasCut(int events) throws SQLException {
        int left = EVENTS - events;
        tamper(
                folder,
                "DELETE FROM domain_event WHERE global_index > " + left,
                "DELETE FROM merkle_leaf WHERE leaf_index >= " + left);

        assertThat(failure()).returns(What.TAIL_CUT, Failure::what).returns(left + 1L, Failure::sequence);
        assertThat(failure().expected()).isEqualTo("events up to sequence " + EVENTS);
        assertThat(failure().found()).isEqualTo("the last one at sequence " + left);
    }

    @Test
    void namesTheFirstOfTwoEventsWhoseIndexesWereSwapped() throws SQLException {
        var moved = eventId(200);
        tamper(
                folder,
                "UPDATE domain_event SET global_index = 0 WHERE global_index = 100",
                "UPDATE domain_event SET global_index = 100 WHERE global_index = 200",
                "UPDATE domain_event SET global_index = 200 WHERE global_index = 0");

        assertThat(failure())
                .returns(What.REORDERED, Failure::what)
                .returns(100L, Failure::sequence)
                .returns(moved, Failure::eventId);
        assertThat(failure().found()).endsWith(", which belongs to sequence 200");
    }

    @Test
    void namesTheFirstOfTwoRowsWhoseContentsWereSwapped() throws SQLException {
        tamper(
                folder,
                "CREATE TABLE kept AS SELECT * FROM domain_event WHERE global_index IN (100, 200)",
                "UPDATE domain_event SET event_id = global_index, sequence_number = -global_index WHERE global_index IN (100, 200)",
                "UPDATE domain_event SET (" + COLUMNS + ") = (SELECT " + COLUMNS
                        + " FROM kept WHERE kept.global_index = 300 - domain_event.global_index) WHERE global_index IN (100, 200)");

        assertThat(failure()).returns(What.REORDERED, Failure::what).returns(100L, Failure::sequence);
    }

    @Test
    void seesTwoEventsSwappedTogetherWithTheirLeaves() throws SQLException {
        tamper(
                folder,
                "UPDATE domain_event SET global_index = 0 WHERE global_index = 100",
                "UPDATE domain_event SET global_index = 100 WHERE global_index = 200",
                "UPDATE domain_event SET global_index = 200 WHERE global_index = 0",
                "UPDATE merkle_leaf SET leaf_index = -1 WHERE leaf_index = 99",
                "UPDATE merkle_leaf SET leaf_index = 99 WHERE leaf_index = 199",
                "UPDATE merkle_leaf SET leaf_index = 199 WHERE leaf_index = -1");

        assertThat(failure()).returns(What.ALTERED, Failure::what).returns(100L, Failure::sequence);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, EVENTS + 1, EVENTS + 50})
    void namesAForgedEventOutsideTheLog(int index) throws SQLException {
        tamper(folder, forgedAt(index));

        assertThat(failure())
                .returns(What.INSERTED, Failure::what)
                .returns((long) index, Failure::sequence)
                .returns("forged", Failure::eventId);
    }

    @Test
    void namesAForgedEventThatTheRestMadeRoomFor() throws SQLException {
        tamper(
                folder,
                "UPDATE domain_event SET global_index = -global_index WHERE global_index >= 150",
                "UPDATE domain_event SET global_index = -global_index + 1 WHERE global_index < 0",
                forgedAt(150));

        assertThat(failure())
                .returns(What.INSERTED, Failure::what)
                .returns(150L, Failure::sequence)
                .returns("forged", Failure::eventId);
    }

    @Test
    void namesAForgedEventAtTheEndThoughItHasALeaf() throws SQLException {
        tamper(
                folder,
                forgedAt(EVENTS + 1),
                "INSERT INTO merkle_leaf SELECT " + EVENTS
                        + ", leaf_hash, root_hash FROM merkle_leaf WHERE leaf_index = 9");

        assertThat(failure()).returns(What.INSERTED, Failure::what).returns("forged", Failure::eventId);
    }

    @Test
    void seesALeafThatBelongsToNoEvent() throws SQLException {
        tamper(folder, "INSERT INTO merkle_leaf VALUES (" + EVENTS + ", x'00', x'00')");

        assertThat(failure()).returns(What.INSERTED, Failure::what).returns(null, Failure::eventId);
        assertThat(failure().found()).isEqualTo("a leaf for sequence 301 without an event");
    }

    @Test
    void namesTheEventWhoseLeafWasRewrittenWithIt() throws SQLException {
        tamper(folder, "UPDATE domain_event SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE global_index = 123");
        tamperAgain("UPDATE merkle_leaf SET leaf_hash = x'" + hashOfStored(123) + "' WHERE leaf_index = 122");

        assertThat(failure()).returns(What.ALTERED, Failure::what).returns(123L, Failure::sequence);
        assertThat(failure().expected()).startsWith("root ");
        assertThat(verify().events()).isEqualTo(122);
    }

    @Test
    void seesThatEveryLeafAndRootWasRewrittenButTheHead() throws SQLException {
        tamper(folder, "UPDATE domain_event SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE global_index = 123");
        rewriteEveryLeafAndRoot();

        assertThat(failure()).returns(What.HEAD_REWRITTEN, Failure::what);
        assertThat(failure().expected()).startsWith("size 300, root ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaf_hash = x'00'", "root_hash = x'00'"})
    void seesARewrittenLeaf(String change) throws SQLException {
        tamper(folder, "UPDATE merkle_leaf SET " + change + " WHERE leaf_index = 122");

        assertThat(failure()).returns(What.ALTERED, Failure::what).returns(123L, Failure::sequence);
    }

    @Test
    void seesADroppedLeaf() throws SQLException {
        tamper(folder, "DELETE FROM merkle_leaf WHERE leaf_index = 122");

        assertThat(failure()).returns(What.LEAF_DROPPED, Failure::what).returns(123L, Failure::sequence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE log_head SET root_hash = x'00'",
                "UPDATE log_head SET frontier = x'00'",
                "UPDATE log_head SET size = 299",
                "UPDATE log_head SET size = 301",
                "DELETE FROM log_head"
            })
    void seesARewrittenHead(String sql) throws SQLException {
        tamper(folder, sql);

        assertThat(failure()).returns(What.HEAD_REWRITTEN, Failure::what).returns(null, Failure::eventId);
    }

    @Test
    void namesTheEventWhoseBlobWasAlteredOrDropped() throws SQLException {
        var sha256 = recordWithBlob("a ledger, line by line");
        tamper(folder, "UPDATE blob SET content = CAST('another ledger' AS BLOB)");
        assertThat(failure())
                .returns(What.BLOB_ALTERED, Failure::what)
                .returns(EVENTS + 1L, Failure::sequence)
                .returns("a blob with SHA-256 " + sha256, Failure::expected);

        tamperAgain("DELETE FROM blob");
        assertThat(failure()).returns(What.BLOB_DROPPED, Failure::what).returns(EVENTS + 1L, Failure::sequence);
    }

    @Test
    void seesAnAlteredBlobThatNoEventNames() throws SQLException {
        tamper(folder, "INSERT INTO blob VALUES ('" + "0".repeat(64) + "', 1, x'01')");

        assertThat(failure()).returns(What.BLOB_ALTERED, Failure::what).returns(null, Failure::sequence);
    }

    private String recordWithBlob(String content) {
        try (var store = Recording.open(folder)) {
            Recording.inUnitOfWork(store, () -> {
                var ledger = PendingBlobs.keep(content.getBytes(StandardCharsets.UTF_8));
                Recording.publish(store, "run", 0, new StepSucceeded("r", "orders", 1, "a1", 2, 3, 4, "f", ledger));
            });
            append(store, "target-0-again", new TargetRetired("orders"));
            assertThat(store.proof().verify().ok()).isTrue();
        }
        return PendingBlobs.reference(content.getBytes(StandardCharsets.UTF_8)).sha256();
    }

    private static String forgedAt(int index) {
        return "INSERT INTO domain_event (global_index, " + COLUMNS + ") SELECT " + index
                + ", 'forged', 'target-f', 0, aggregate_type, recorded_at, payload_type, payload_revision, payload,"
                + " metadata FROM domain_event WHERE global_index = 7";
    }

    private Failure failure() {
        return verify().firstFailure();
    }

    private LogVerdict verify() {
        try (var store = SqliteEventStore.openReadOnly(folder.resolve("events.db"))) {
            var verdict = store.proof().verify();
            assertThat(verdict.ok()).isEqualTo(verdict.firstFailure() == null);
            return verdict;
        }
    }

    private void tamperAgain(String sql) throws SQLException {
        try (var connection = Recording.plainly(folder);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String eventId(int place) {
        try (var store = SqliteEventStore.openReadOnly(folder.resolve("events.db"))) {
            return store.log().read(place - 1, 1).getFirst().eventId();
        }
    }

    private String hashOfStored(int place) throws SQLException {
        try (var connection = Recording.plainly(folder);
                var events = EventRows.all(connection)) {
            while (events.current().index() < place) {
                events.advance();
            }
            return HexFormat.of().formatHex(events.current().leaf().hash());
        }
    }

    private void rewriteEveryLeafAndRoot() throws SQLException {
        var tree = new MerkleFrontier();
        try (var connection = Recording.plainly(folder)) {
            connection.setAutoCommit(false);
            try (var events = EventRows.all(connection);
                    var update = connection.prepareStatement(
                            "UPDATE merkle_leaf SET leaf_hash = ?, root_hash = ? WHERE leaf_index = ?")) {
                for (; events.current() != null; events.advance()) {
                    var hash = events.current().leaf().hash();
                    update.setLong(3, tree.size());
                    tree.append(hash);
                    update.setBytes(1, hash);
                    update.setBytes(2, tree.root());
                    update.executeUpdate();
                }
            }
            connection.commit();
        }
    }
}
