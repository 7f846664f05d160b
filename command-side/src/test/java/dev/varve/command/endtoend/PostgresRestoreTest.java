package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database on a PostgreSQL server put back to what a backup of it holds, by the command. */
class PostgresRestoreTest {

    @TempDir
    Path folder;

    private PostgresShop shop;

    @BeforeEach
    void watch() {
        shop = PostgresShop.in(folder).slowToRestore();
    }

    private void wreck() {
        shop.database()
                .execute(
                        "DROP VIEW public.pets",
                        "DROP TABLE \"Odd schema\".\"Odd table\"",
                        "DELETE FROM public.pet WHERE id > 3",
                        "ALTER TABLE public.pet DROP COLUMN mood",
                        "SELECT setval('public.counter', 990)",
                        "SELECT lo_unlink(70001)",
                        "UPDATE public.alembic_version SET version_num = 'b2'");
    }

    @Test
    void bringsSchemaRowsSequencesAndLargeObjectsBackAndKeepsWhatWasThere() {
        var before = shop.all();
        var id = shop.backup();
        wreck();

        var restored =
                shop.terminal().type("restore", "shop", id, "--json").exits(0).json();

        assertThat(shop.all()).isEqualTo(before);
        assertThat(restored.path("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(shop.beside("old")).hasSize(1);
        assertThat(restored.path("aside").path(0).asString())
                .endsWith("/" + shop.beside("old").getFirst());
        assertThat(shop.beside("new")).isEmpty();
        for (var type : List.of("RestoreStarted", "RestoreSucceeded", "RunSucceeded")) {
            assertThat(shop.recorded(type)).as(type).isEqualTo(1);
        }
        assertThat(shop.terminal()
                        .type("diagnose", "shop", "--json")
                        .json()
                        .path("state")
                        .asString())
                .isNotEqualTo("UNREACHABLE");
        shop.terminal().type("verify").exits(0);
        assertThat(shop.terminal().type("history", "--all", "--json").out()).doesNotContain(PostgresShop.PASSWORD);
    }

    @Test
    void ofADamagedArchiveIsRefusedAndTheDatabaseKeepsEverything() throws Exception {
        var backup = shop.terminal().type("backup", "shop", "--json").exits(0).json();
        wreckTheArchive(Path.of(backup.path("path").asString()));
        var before = shop.all();
        var id = backup.path("id").asString();

        shop.terminal().type("backups", "shop", "--prove").exits(7);
        var restore = shop.terminal().type("restore", "shop", id).exits(7);

        assertThat(restore.out()).contains("expected ", "found ", "the database was not touched");
        assertThat(shop.all()).isEqualTo(before);
        assertThat(shop.beside("%")).isEmpty();
        assertThat(shop.recorded("RestoreFailed")).isEqualTo(1);
    }

    private static void wreckTheArchive(Path archive) throws Exception {
        try (var file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int was = file.read();
            file.seek(file.length() / 2);
            file.write(was ^ 4);
        }
    }

    @Test
    void isRefusedWhileSomebodyIsConnectedAndSaysWho() throws Exception {
        var id = shop.backup();
        try (var application = shop.database().open();
                var statement = application.createStatement()) {
            statement.execute("SET application_name TO 'shop-web'");

            var refused = shop.terminal().type("restore", "shop", id).exits(4);

            assertThat(refused.out())
                    .contains(
                            "expected nobody else to have postgresql://",
                            "shop-web (pid ",
                            "role postgres",
                            "nothing was touched");
        }
        assertThat(shop.beside("%")).isEmpty();
    }

    @Test
    void killedInItsMiddleLeavesTheDatabaseAsItWasAndTheNextFinishes() throws Exception {
        var before = shop.all();
        var id = shop.backup();
        wreck();
        var wrecked = shop.database().texts("SELECT p::text FROM public.pet p ORDER BY id");
        try (var held = shop.held()) {
            var restore = shop.terminal().start("restore", "shop", id);
            await().atMost(Duration.ofMinutes(2)).until(() -> !building().isEmpty());
            restore.signalAlone("KILL");
            restore.end();
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(shop.database().texts("SELECT p::text FROM public.pet p ORDER BY id"))
                .isEqualTo(wrecked);
        assertThat(shop.beside("new")).hasSize(1);

        shop.terminal().type("restore", "shop", id).exits(0);

        assertThat(shop.all()).isEqualTo(before);
        assertThat(shop.beside("new")).isEmpty();
        assertThat(shop.recorded("RunInterrupted")).isEqualTo(1);
    }

    private List<String> building() {
        return shop.server("SELECT pid FROM pg_stat_activity WHERE datname LIKE '"
                + shop.database().name() + "\\_\\_varve\\_new\\_%' AND query LIKE 'CREATE INDEX pet_held%'");
    }
}
