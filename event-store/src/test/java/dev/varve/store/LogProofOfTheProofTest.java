package dev.varve.store;

import static dev.varve.store.Recording.append;
import static dev.varve.store.TamperedLog.EVENTS;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The proof, when not the events but what proves them was rewritten. */
class LogProofOfTheProofTest {

    @TempDir
    private Path folder;

    private TamperedLog log;

    @BeforeEach
    void fillALog() {
        log = TamperedLog.in(folder);
    }

    @Test
    void namesTheEventWhoseLeafWasRewrittenWithIt() throws SQLException {
        log.tamper("UPDATE domain_event SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE global_index = 123");
        log.tamper("UPDATE merkle_leaf SET leaf_hash = x'" + hashOfStored(123) + "' WHERE leaf_index = 122");

        assertThat(log.failure()).returns(What.ALTERED, Failure::what).returns(123L, Failure::sequence);
        assertThat(log.failure().expected()).startsWith("root ");
        assertThat(log.verify().events()).isEqualTo(122);
    }

    @Test
    void seesThatEveryLeafAndRootWasRewrittenButTheHead() throws SQLException {
        log.tamper("UPDATE domain_event SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE global_index = 123");
        rewriteEveryLeafAndRoot();

        assertThat(log.failure()).returns(What.HEAD_REWRITTEN, Failure::what);
        assertThat(log.failure().expected()).startsWith("size 300, root ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaf_hash = x'00'", "root_hash = x'00'"})
    void seesARewrittenLeaf(String change) throws SQLException {
        log.tamper("UPDATE merkle_leaf SET " + change + " WHERE leaf_index = 122");

        assertThat(log.failure()).returns(What.ALTERED, Failure::what).returns(123L, Failure::sequence);
    }

    @Test
    void seesADroppedLeaf() throws SQLException {
        log.tamper("DELETE FROM merkle_leaf WHERE leaf_index = 122");

        assertThat(log.failure()).returns(What.LEAF_DROPPED, Failure::what).returns(123L, Failure::sequence);
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
        log.tamper(sql);

        assertThat(log.failure()).returns(What.HEAD_REWRITTEN, Failure::what).returns(null, Failure::eventId);
    }

    @Test
    void namesTheEventWhoseBlobWasAlteredOrDropped() throws SQLException {
        var sha256 = recordWithBlob("a ledger, line by line");
        log.tamper("UPDATE blob SET content = CAST('another ledger' AS BLOB)");
        assertThat(log.failure())
                .returns(What.BLOB_ALTERED, Failure::what)
                .returns(EVENTS + 1L, Failure::sequence)
                .returns("a blob with SHA-256 " + sha256, Failure::expected);

        log.tamper("DELETE FROM blob");
        assertThat(log.failure()).returns(What.BLOB_DROPPED, Failure::what).returns(EVENTS + 1L, Failure::sequence);
    }

    @Test
    void seesAnAlteredBlobThatNoEventNames() throws SQLException {
        log.tamper("INSERT INTO blob VALUES ('" + "0".repeat(64) + "', 1, x'01')");

        assertThat(log.failure()).returns(What.BLOB_ALTERED, Failure::what).returns(null, Failure::sequence);
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
