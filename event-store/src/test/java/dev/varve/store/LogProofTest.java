package dev.varve.store;

import static dev.varve.store.TamperedLog.COLUMNS;
import static dev.varve.store.TamperedLog.EVENTS;
import static dev.varve.store.TamperedLog.forgedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.store.LogVerdict.Failure;
import dev.varve.store.LogVerdict.What;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogProofTest {

    @TempDir
    private Path folder;

    private TamperedLog log;

    @BeforeEach
    void fillALog() {
        log = TamperedLog.in(folder);
    }

    @Test
    void saysThatAWholeLogIsWholeUnderTheRootOfItsHead() {
        try (var store = log.open()) {
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
        log.tamper("UPDATE domain_event SET " + change + " WHERE global_index = 123");

        assertThat(log.failure()).returns(What.ALTERED, Failure::what).returns(123L, Failure::sequence);
    }

    @Test
    void tellsTheEventByIdStreamAndTypeWithBothHashes() throws SQLException {
        var eventId = log.eventId(123);
        log.tamper("UPDATE domain_event SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE global_index = 123");

        var failure = log.failure();

        assertThat(failure.eventId()).isEqualTo(eventId);
        assertThat(failure.aggregate()).isEqualTo("target-2");
        assertThat(failure.type()).isEqualTo("TargetRetired");
        assertThat(failure.leafIndex()).isEqualTo(122);
        assertThat(failure.expected()).matches("leaf [0-9a-f]{64}");
        assertThat(failure.found()).matches("leaf [0-9a-f]{64}").isNotEqualTo(failure.expected());
        assertThat(log.verify().events()).isEqualTo(122);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 150, EVENTS})
    void namesThePlaceOfADroppedEvent(int place) throws SQLException {
        log.tamper("DELETE FROM domain_event WHERE global_index = " + place);

        assertThat(log.failure()).returns(What.DROPPED, Failure::what).returns((long) place, Failure::sequence);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, EVENTS - 1})
    void namesThePlaceOfAnEventThatWasDroppedWithItsLeaf(int place) throws SQLException {
        log.tamper(
                "DELETE FROM domain_event WHERE global_index = " + place,
                "DELETE FROM merkle_leaf WHERE leaf_index = " + (place - 1));

        assertThat(log.failure()).returns(What.DROPPED, Failure::what).returns((long) place, Failure::sequence);
    }

    @Test
    void namesThePlaceOfADroppedEventThoughTheRestMovedUp() throws SQLException {
        log.tamper(
                "DELETE FROM domain_event WHERE global_index = 150",
                "UPDATE domain_event SET global_index = -global_index WHERE global_index > 150",
                "UPDATE domain_event SET global_index = -global_index - 1 WHERE global_index < 0");

        assertThat(log.failure()).returns(What.DROPPED, Failure::what).returns(150L, Failure::sequence);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, EVENTS})
    void seesThatTheTailWasCut(int events) throws SQLException {
        int left = EVENTS - events;
        log.tamper(
                "DELETE FROM domain_event WHERE global_index > " + left,
                "DELETE FROM merkle_leaf WHERE leaf_index >= " + left);

        assertThat(log.failure()).returns(What.TAIL_CUT, Failure::what).returns(left + 1L, Failure::sequence);
        assertThat(log.failure().expected()).isEqualTo("events up to sequence " + EVENTS);
        assertThat(log.failure().found()).isEqualTo("the last one at sequence " + left);
    }

    @Test
    void namesTheFirstOfTwoEventsWhoseIndexesWereSwapped() throws SQLException {
        var moved = log.eventId(200);
        log.tamper(
                "UPDATE domain_event SET global_index = 0 WHERE global_index = 100",
                "UPDATE domain_event SET global_index = 100 WHERE global_index = 200",
                "UPDATE domain_event SET global_index = 200 WHERE global_index = 0");

        assertThat(log.failure())
                .returns(What.REORDERED, Failure::what)
                .returns(100L, Failure::sequence)
                .returns(moved, Failure::eventId);
        assertThat(log.failure().found()).endsWith(", which belongs to sequence 200");
    }

    @Test
    void namesTheFirstOfTwoRowsWhoseContentsWereSwapped() throws SQLException {
        log.tamper(
                "CREATE TABLE kept AS SELECT * FROM domain_event WHERE global_index IN (100, 200)",
                "UPDATE domain_event SET event_id = global_index, sequence_number = -global_index WHERE global_index IN (100, 200)",
                "UPDATE domain_event SET (" + COLUMNS + ") = (SELECT " + COLUMNS
                        + " FROM kept WHERE kept.global_index = 300 - domain_event.global_index) WHERE global_index IN (100, 200)");

        assertThat(log.failure()).returns(What.REORDERED, Failure::what).returns(100L, Failure::sequence);
    }

    @Test
    void seesTwoEventsSwappedTogetherWithTheirLeaves() throws SQLException {
        log.tamper(
                "UPDATE domain_event SET global_index = 0 WHERE global_index = 100",
                "UPDATE domain_event SET global_index = 100 WHERE global_index = 200",
                "UPDATE domain_event SET global_index = 200 WHERE global_index = 0",
                "UPDATE merkle_leaf SET leaf_index = -1 WHERE leaf_index = 99",
                "UPDATE merkle_leaf SET leaf_index = 99 WHERE leaf_index = 199",
                "UPDATE merkle_leaf SET leaf_index = 199 WHERE leaf_index = -1");

        assertThat(log.failure()).returns(What.ALTERED, Failure::what).returns(100L, Failure::sequence);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, EVENTS + 1, EVENTS + 50})
    void namesAForgedEventOutsideTheLog(int index) throws SQLException {
        log.tamper(forgedAt(index));

        assertThat(log.failure())
                .returns(What.INSERTED, Failure::what)
                .returns((long) index, Failure::sequence)
                .returns("forged", Failure::eventId);
    }

    @Test
    void namesAForgedEventThatTheRestMadeRoomFor() throws SQLException {
        log.tamper(
                "UPDATE domain_event SET global_index = -global_index WHERE global_index >= 150",
                "UPDATE domain_event SET global_index = -global_index + 1 WHERE global_index < 0",
                forgedAt(150));

        assertThat(log.failure())
                .returns(What.INSERTED, Failure::what)
                .returns(150L, Failure::sequence)
                .returns("forged", Failure::eventId);
    }

    @Test
    void namesAForgedEventAtTheEndThoughItHasALeaf() throws SQLException {
        log.tamper(
                forgedAt(EVENTS + 1),
                "INSERT INTO merkle_leaf SELECT " + EVENTS
                        + ", leaf_hash, root_hash FROM merkle_leaf WHERE leaf_index = 9");

        assertThat(log.failure()).returns(What.INSERTED, Failure::what).returns("forged", Failure::eventId);
    }

    @Test
    void seesALeafThatBelongsToNoEvent() throws SQLException {
        log.tamper("INSERT INTO merkle_leaf VALUES (" + EVENTS + ", x'00', x'00')");

        assertThat(log.failure()).returns(What.INSERTED, Failure::what).returns(null, Failure::eventId);
        assertThat(log.failure().found()).isEqualTo("a leaf for sequence 301 without an event");
    }
}
