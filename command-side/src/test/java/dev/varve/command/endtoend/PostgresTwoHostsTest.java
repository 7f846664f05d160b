package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Varves that share nothing but the watched database: neither a home, nor a store, nor a folder of locks. */
class PostgresTwoHostsTest {

    @TempDir
    Path folder;

    private PostgresShop shop;
    private PostgresShop other;

    @BeforeEach
    void watchTwice() {
        shop = PostgresShop.in(folder.resolve("first"));
        other = shop.elsewhere(folder.resolve("second"));
    }

    private List<String> building() {
        return shop.server("SELECT pid FROM pg_stat_activity WHERE datname LIKE '"
                + shop.database().name() + "\\_\\_varve\\_%' AND query LIKE 'CREATE INDEX pet_held%'");
    }

    private void awaitBuilding() {
        await().atMost(Duration.ofMinutes(2)).until(() -> !building().isEmpty());
    }

    @Test
    void excludeEachOtherAndTheSecondIsToldWhoTheFirstIs() throws Exception {
        shop.slowToRestore();
        try (var held = shop.held()) {
            var first = shop.terminal().start("backup", "shop");
            awaitBuilding();

            var refused = other.terminal()
                    .type("backup", "shop", "--json")
                    .exits(4)
                    .json()
                    .path("error");

            assertThat(refused.path("code").asString()).isEqualTo("DATABASE_IN_USE");
            assertThat(refused.path("expected").asString()).isEqualTo("no run on shop during a backup");
            assertThat(refused.path("found").asString())
                    .startsWith("a backup of ")
                    .contains("(process " + first.id() + " on ", "), since 20", "connected from ");
            assertThat(refused.path("remedy").asString()).isEqualTo("wait until that has ended, by --wait SECONDS too");
            assertThat(other.recorded("LeaseRefused")).isEqualTo(1);
            assertThat(other.recorded("BackupStarted")).isZero();
            assertThat(held.isClosed()).isFalse();
            held.close();
            first.end().exits(0);
        }
        other.terminal().type("backup", "shop").exits(0);
    }

    @Test
    void waitForEachOther() throws Exception {
        var id = other.backup();
        shop.slowToRestore();
        Session second;
        Session first;
        try (var held = shop.held()) {
            first = shop.terminal().start("backup", "shop");
            awaitBuilding();
            var refused = other.terminal().type("restore", "shop", id).exits(4);
            assertThat(refused.out()).contains("(process " + first.id() + " on ", "nothing was touched");
            second = other.terminal().start("restore", "shop", id, "--wait", "200");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(second.err()).contains("waiting, at most "));
            assertThat(held.isClosed()).isFalse();
        }
        first.end().exits(0);
        assertThat(second.end().exits(0).err())
                .contains("s more, for a backup of ", "nobody holds the database any more; going on");
        assertThat(other.recorded("RestoreSucceeded")).isEqualTo(1);
    }

    @Test
    void letTheNextInAfterTheFirstWasKilled() throws Exception {
        shop.slowToRestore();
        try (var held = shop.held()) {
            var first = shop.terminal().start("backup", "shop");
            awaitBuilding();
            first.signal("KILL");
            first.end();
            assertThat(held.isClosed()).isFalse();
        }
        other.terminal().type("backup", "shop").exits(0);
    }
}
