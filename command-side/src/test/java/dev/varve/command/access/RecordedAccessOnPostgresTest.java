package dev.varve.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.Home;
import dev.varve.cli.Surroundings;
import dev.varve.events.AccessEvent.EvidenceExported;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.server.OrderRefused;
import dev.varve.server.Role;
import dev.varve.server.TokenOrder;
import dev.varve.server.TokenText;
import dev.varve.store.PostgresAddress;
import dev.varve.store.StoreAddress;
import dev.varve.testing.PostgresServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's own record of access, in a store that goes away and comes back. */
class RecordedAccessOnPostgresTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final EvidenceExported EXPORT =
            new EvidenceExported("report", "csv", "ann", "192.0.2.1", null, null, null);

    @TempDir
    private Path folder;

    private PostgresServer server;
    private StoreAddress store;
    private RecordedAccess access;

    @BeforeEach
    void open() {
        server = PostgresServer.durableIn(folder);
        store = PostgresAddress.of(server.database().sqlAlchemyUrl(), Map.of());
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        access = RecordedAccess.open(
                new Surroundings(NOON, Map.of(), nowhere, nowhere, false, "test"),
                new Home(folder.resolve("home")),
                store,
                List.of());
    }

    @AfterEach
    void close() {
        access.close();
        server.close();
    }

    @Test
    void recordsWhatAStrangerClaimsWhateverItIs() {
        access.record(new LoginFailed("a\0b\u202e" + "x".repeat(10_000), "192.0.2.1", 1), "a\0b");

        try (var reading = store.openReadOnly()) {
            assertThat(reading.log().read(0, 10)).singleElement().satisfies(recorded -> {
                assertThat(((LoginFailed) recorded.event()).user()).startsWith("a\\u{0}b\\u{202e}xxx");
                assertThat(recorded.metadata()).containsEntry("actor", "a\\u{0}b");
            });
        }
        assertThatThrownBy(() -> access.revoke("a\0b", "ann")).isInstanceOf(OrderRefused.class);
        assertThatThrownBy(() -> access.removeUser("a\0b", "ann")).isInstanceOf(OrderRefused.class);
        assertThat(access.grantOfUser("a\0b")).isEmpty();
    }

    @Test
    void throwsWhileTheStoreIsAwayAndGoesOnWhenItIsBack() {
        access.record(EXPORT, "ann");
        var issued = access.issue(new TokenOrder("ci", Role.VIEWER, null, null), "ann");
        server.stopImmediately();

        assertThatThrownBy(() -> access.record(EXPORT, "ann")).hasRootCauseInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> access.grantOfToken(issued.tokenId(), TokenText.sha256(issued.text())))
                .isInstanceOf(RuntimeException.class);

        server.startAgain();
        access.record(EXPORT, "ann");
        assertThat(access.grantOfToken(issued.tokenId(), TokenText.sha256(issued.text())))
                .isPresent();
        try (var reading = store.openReadOnly()) {
            assertThat(reading.log().head().size()).isEqualTo(3);
        }
    }
}
