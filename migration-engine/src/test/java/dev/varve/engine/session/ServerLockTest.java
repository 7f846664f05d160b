package dev.varve.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.session.SessionName.Act;
import dev.varve.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Varves that share neither a host nor a store, before one real server. */
class ServerLockTest {

    private static final SessionName ANN = new SessionName(Act.RUN, "20261122-101500-7f3a9c", 4711, "db1", "ann");
    private static final SessionName BOB = new SessionName(Act.BACKUP, null, 4712, "db2", "bob");

    @TempDir
    Path folder;

    private final Shop shop = Shop.any();

    @Test
    void keepsTheSecondOutAndTellsItWhoTheFirstIs() {
        try (var first = ServerLock.take(shop.watched(), ANN)) {
            assertThat(first.isHeld()).isTrue();

            var held = catchThrowableOfType(ServerHeld.class, () -> ServerLock.take(shop.watched(), BOB));

            assertThat(held.holder().name()).isEqualTo(ANN);
            assertThat(held.holder().isARun()).isTrue();
            assertThat(held)
                    .hasMessageStartingWith("expected no other run on this database, found run 20261122-101500-7f3a9c"
                            + " of ann (process 4711 on db1), since 20")
                    .hasMessageContaining("connected from ");
            assertThat(ServerLock.seen(shop.watched()).orElseThrow().name()).isEqualTo(ANN);
        }
        assertThat(ServerLock.seen(shop.watched())).isEmpty();
        try (var second = ServerLock.take(shop.watched(), BOB)) {
            assertThat(second.isHeld()).isTrue();
            assertThat(ServerLock.seen(shop.watched()).orElseThrow().isARun()).isFalse();
        }
    }

    @Test
    void keepsNobodyOutOfAnotherDatabaseOfTheServer() {
        try (var first = ServerLock.take(shop.watched(), ANN);
                var other = ServerLock.take(Shop.any().watched(), BOB)) {
            assertThat(first.isHeld()).isTrue();
            assertThat(other.isHeld()).isTrue();
        }
    }

    @Test
    void tellsWhatARoleMayNotSee() {
        try (var first = ServerLock.take(shop.watched(), ANN)) {
            assertThat(first.isHeld()).isTrue();

            var seen = ServerLock.seen(shop.watchedBy(shop.plainRole())).orElseThrow();

            assertThat(seen.inWords())
                    .startsWith("run 20261122-101500-7f3a9c of ann (process 4711 on db1),"
                            + " since when is not shown to this role, session ");
        }
    }

    @Test
    void isAlsoSeenWhereItsRoleMayNotEnterTheUsualPlace() {
        var role = shop.plainRole();
        shop.database().server().execute("CREATE ROLE all_" + role, "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
        try (var first = ServerLock.take(shop.watchedBy(role), ANN)) {
            assertThat(first.isHeld()).isTrue();

            var held = catchThrowableOfType(ServerHeld.class, () -> ServerLock.take(shop.watched(), BOB));

            assertThat(held.holder().name()).isEqualTo(ANN);
        } finally {
            shop.database().server().execute("GRANT CONNECT ON DATABASE postgres TO PUBLIC");
        }
    }

    @Test
    void standsInNobodysWayWhoRenamesTheDatabase() {
        try (var first = ServerLock.take(shop.watched(), ANN)) {
            shop.database()
                    .server()
                    .execute(
                            "ALTER DATABASE " + shop.database().name() + " RENAME TO former_"
                                    + shop.database().name(),
                            "CREATE DATABASE " + shop.database().name());

            assertThat(first.isHeld()).isTrue();
            assertThat(ServerLock.seen(shop.watched())).isPresent();
        }
    }

    @Test
    void isGoneWithItsSession() {
        try (var first = ServerLock.take(shop.watched(), ANN)) {
            var pid = ServerLock.seen(shop.watched()).orElseThrow().session().pid();
            shop.database().execute("SELECT pg_terminate_backend(" + pid + ")");

            await().until(() -> ServerLock.seen(shop.watched()).isEmpty());
            assertThat(first.isHeld()).isFalse();
            try (var second = ServerLock.take(shop.watched(), BOB)) {
                assertThat(second.isHeld()).isTrue();
                assertThat(first.isHeld()).isFalse();
            }
        }
    }

    @Test
    void isNotHeldAfterTheServerWasStoppedAndStartedAgain() {
        try (var server = PostgresServer.durableIn(folder)) {
            var watched = Shop.of(server).watched();
            try (var lock = ServerLock.take(watched, ANN)) {
                server.stopImmediately();

                assertThat(lock.isHeld()).isFalse();
                assertThat(catchThrowableOfType(DatabaseUnreadable.class, () -> ServerLock.take(watched, BOB)))
                        .hasMessageContaining("refused");
                server.startAgain();
                assertThat(lock.isHeld()).isFalse();
                assertThat(ServerLock.seen(watched)).isEmpty();
            }
        }
    }
}
