package dev.varve.command.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The sample applications' files and data: one managed by Alembic, one by Flyway. */
final class SampleApplication {

    private static final List<String> ALEMBIC_FILES = List.of(
            "alembic.ini",
            "migrations/env.py",
            "migrations/versions/3c1de0a41f01_accounts.py",
            "migrations/versions/58b7e2c90d02_notes.py",
            "migrations/versions/7d24f6b81e03_note_tags.py",
            "migrations/versions/91e8a05c7f04_unique_email.py",
            "migrations/versions/a63b19d4e205_sessions.py",
            "migrations/versions/b97c40f5d306_note_search.py");
    private static final List<String> FLYWAY_FILES = List.of(
            "sql/V1__create_items.sql",
            "sql/V2__create_orders.sql",
            "sql/V3__one_item_for_each_sku.sql",
            "sql/V4__create_deliveries.sql");

    private final Path folder;

    SampleApplication(Path folder) {
        this.folder = folder;
    }

    Path alembicIni() {
        return folder.resolve("notes/alembic.ini");
    }

    Path notesDatabase() {
        return folder.resolve("notes/notes.db");
    }

    Path flywayScripts() {
        return folder.resolve("shop/sql");
    }

    Path shopDatabase() {
        return folder.resolve("shop/shop.db");
    }

    /** Writes the migration scripts and two new, empty database files. */
    void install() {
        copy("alembic", ALEMBIC_FILES, folder.resolve("notes"));
        copy("flyway", FLYWAY_FILES, folder.resolve("shop"));
        try {
            Files.createFile(notesDatabase());
            Files.createFile(shopDatabase());
        } catch (IOException failed) {
            throw new UncheckedIOException("the sample databases cannot be made", failed);
        }
    }

    private static void copy(String from, List<String> files, Path to) {
        for (var file : files) {
            try (var content = SampleApplication.class.getResourceAsStream(from + "/" + file)) {
                Files.createDirectories(to.resolve(file).getParent());
                Files.copy(content, to.resolve(file));
            } catch (IOException failed) {
                throw new UncheckedIOException("the sample application cannot be written", failed);
            }
        }
    }

    /** A year of the application's life: 400 accounts with notes, two of which share an e-mail address but for its case. */
    void useNotes() {
        run(
                notesDatabase(),
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                        + " INSERT INTO account (id, email, created_at)"
                        + " SELECT i, 'user' || i || '@example.org', '2026-01-01T00:00:00Z' FROM n",
                "UPDATE account SET email = 'USER7@example.org' WHERE id = 311",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                        + " INSERT INTO note (id, account_id, title, body)"
                        + " SELECT i, 1 + i % 400, 'note ' || i, 'some text' FROM n");
    }

    /** What the application's owner decides about the two accounts: they are one person's. */
    void mergeTheTwoAccounts() {
        run(
                notesDatabase(),
                "UPDATE note SET account_id = 7 WHERE account_id = 311",
                "DELETE FROM account WHERE id = 311");
    }

    void useShop() {
        run(
                shopDatabase(),
                "INSERT INTO item (id, sku, stock) VALUES (1, 'A-100', 5), (2, 'B-200', 9), (3, 'a-100', 1)",
                "INSERT INTO customer_order (id, item_id, quantity) VALUES (1, 1, 2), (2, 3, 1)");
    }

    void renameTheSecondSku() {
        run(shopDatabase(), "UPDATE item SET sku = 'A-101' WHERE id = 3");
    }

    private static void run(Path database, String... statements) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the sample application cannot write its data", failed);
        }
    }
}
