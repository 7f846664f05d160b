package dev.varve.engine.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.Health;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a look tells of a server beside the schema, and why it cannot look where it cannot. */
class PostgresHealthTest {

    @Test
    void tellsVersionAndSizeOfADatabaseInWhichNothingIsWrong() {
        var health = Server.of(Server.anyDatabase()).health(false);

        assertThat(health.reachable()).isTrue();
        assertThat(health.serverVersion()).matches("[0-9.]+");
        assertThat(health.sizeBytes()).isPositive();
        assertThat(health.findings()).isEmpty();
    }

    @Test
    void saysWhyItCannotConnect() {
        var nobody = new PostgresAddress("localhost", 1, "shop", "app", new TreeMap<>());
        var database = Server.anyDatabase();

        assertThat(unreachable(PostgresDatabase.at(nobody, "geheim").health(false))
                        .message())
                .isEqualTo(
                        "expected a readable database at postgresql://app@localhost:1/shop, found: Connection to localhost:1"
                                + " refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.");
        assertThat(unreachable(Server.of(database).named("nowhere").health(false))
                        .message())
                .endsWith("found: database \"nowhere\" does not exist");
        assertThat(unreachable(Server.of(database, "stranger").health(false)).message())
                .endsWith("found: role \"stranger\" does not exist");
    }

    @Test
    void neverRepeatsAPasswordThatTheServerRefuses() throws Exception {
        var database = Server.anyDatabase();
        requirePasswordOf("guarded", database.server());
        var address =
                new PostgresAddress("localhost", database.server().port(), database.name(), "guarded", new TreeMap<>());

        var wrong = PostgresDatabase.at(address, "open-sesame-41").health(false);
        var right = PostgresDatabase.at(address, "open-sesame-42").health(false);

        assertThat(unreachable(wrong).message()).endsWith("found: password authentication failed for user \"guarded\"");
        assertThat(unreachable(wrong).remedy()).contains("--env VARVE_DATABASE_PASSWORD=");
        assertThat(wrong.toString()).doesNotContain("sesame");
        assertThat(right.reachable()).isTrue();
    }

    private static void requirePasswordOf(String role, PostgresServer server) throws Exception {
        server.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'open-sesame-42'");
        try (var connection = server.database().open();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW hba_file")) {
            row.next();
            var file = Path.of(row.getString(1));
            Files.writeString(file, "host all " + role + " all scram-sha-256\n" + Files.readString(file));
        }
        server.execute("SELECT pg_reload_conf()");
        var database = server.database();
        await().until(() -> !Server.of(database, role).health(false).reachable());
    }

    @Test
    void tellsWhoElseIsConnectedAndNotItself() throws SQLException {
        var database = Server.anyDatabase();
        try (var shop = database.open();
                var statement = shop.createStatement()) {
            statement.execute("SET application_name = 'shop'");

            var found = finding(Server.of(database).health(false), FindingCode.DATABASE_IN_USE);

            assertThat(found.severity()).isEqualTo(Severity.INFO);
            assertThat(found.message())
                    .isEqualTo("1 other connection to " + Server.of(database).location()
                            + ": 1 shop (role postgres, idle)");
        }
    }

    @Test
    void tellsWhatWasBegunAndLeftWithTheStatementThatEndsIt() throws SQLException {
        var database = Server.anyDatabase()
                .execute(
                        "CREATE TABLE orders (id integer)",
                        "CREATE TABLE pet (id integer, \"Name\" text)",
                        "INSERT INTO pet VALUES (1, 'Rex'), (2, 'Rex')",
                        "ALTER TABLE pet ADD CONSTRAINT grown CHECK (id > 1) NOT VALID");
        assertThatThrownBy(() -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY \"Pet Name\" ON pet (\"Name\")"))
                .hasMessageContaining("could not create unique index");
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO orders VALUES (1)");
            statement.execute("PREPARE TRANSACTION 'order''s 1'");
        }
        try {
            database.execute("SELECT pg_create_physical_replication_slot('left_" + database.name() + "', true)");

            var health = Server.of(database).health(false);

            assertThat(finding(health, FindingCode.INVALID_INDEX).remedy())
                    .startsWith("REINDEX INDEX CONCURRENTLY \"public\".\"Pet Name\";");
            assertThat(finding(health, FindingCode.CONSTRAINT_NOT_VALID).remedy())
                    .isEqualTo("ALTER TABLE \"public\".\"pet\" VALIDATE CONSTRAINT \"grown\";");
            assertThat(finding(health, FindingCode.PREPARED_TRANSACTION).remedy())
                    .endsWith("COMMIT PREPARED 'order''s 1'; or ROLLBACK PREPARED 'order''s 1';");
            assertThat(finding(health, FindingCode.REPLICATION_SLOT_UNUSED).message())
                    .contains("found left_" + database.name() + " without a reader");
            database.execute("DELETE FROM pet WHERE id = 1", "REINDEX INDEX \"Pet Name\"");
            database.execute("ALTER TABLE \"public\".\"pet\" VALIDATE CONSTRAINT \"grown\"");
            assertThat(Server.of(database).health(false).findings())
                    .extracting(Finding::code)
                    .doesNotContain(FindingCode.INVALID_INDEX, FindingCode.CONSTRAINT_NOT_VALID);
        } finally {
            database.execute(
                    "ROLLBACK PREPARED 'order''s 1'",
                    "SELECT pg_drop_replication_slot('left_" + database.name() + "')");
        }
    }

    @Test
    void saysWhichRowsItsRoleMayNotRead() {
        var database = Server.anyDatabase().execute("CREATE SCHEMA app", "CREATE TABLE app.secret (id integer)");
        database.server().execute("CREATE ROLE reader_" + database.name() + " LOGIN");

        var found = unreachable(Server.of(database, "reader_" + database.name()).health(false));

        assertThat(found.message()).endsWith("found that it may not in app.secret");
        assertThat(found.remedy()).contains("GRANT SELECT ON ALL TABLES");
    }

    @Test
    void rowsThatAPolicyHidesAreNotSilentlyMissing() {
        var database = Server.anyDatabase()
                .execute(
                        "CREATE TABLE pet (id integer)",
                        "ALTER TABLE pet ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY none ON pet USING (false)");
        var role = "hidden_" + database.name();
        database.server().execute("CREATE ROLE " + role + " LOGIN");
        database.execute("GRANT SELECT ON pet TO " + role);

        assertThat(unreachable(Server.of(database, role).health(false)).remedy())
                .contains("BYPASSRLS");
        assertThatThrownBy(() -> Server.of(database, role).rowCounts())
                .isInstanceOf(DatabaseUnreadable.class)
                .hasMessageContaining("row-level security policy for table \"pet\"");
    }

    @Test
    void saysWhoLocksItOut() throws SQLException {
        var database = Server.anyDatabase().execute("CREATE TABLE pet (id integer)");
        try (var migration = database.open();
                var statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("SET application_name = 'other migration'");
            statement.execute("LOCK TABLE pet IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> Server.of(database).rowCounts())
                    .isInstanceOf(DatabaseUnreadable.class)
                    .hasMessageContaining("locked for more than 5000 ms by other migration (role postgres, pid ");
        }
    }

    @Test
    void isTheSameDatabaseUnderAnotherNameOfItsServer() {
        var database = Server.anyDatabase();
        var byAddress = new PostgresAddress(
                "127.0.0.1", database.server().port(), database.name(), "postgres", new TreeMap<>());

        assertThat(PostgresDatabase.at(byAddress, "").identity())
                .isEqualTo(Server.of(database).identity())
                .matches("[0-9]{15,}:[0-9]+");
        assertThat(Server.of(Server.anyDatabase()).identity())
                .isNotEqualTo(Server.of(database).identity());
        database.server().execute("CREATE ROLE plain_" + database.name() + " LOGIN");
        assertThat(Server.of(database, "plain_" + database.name()).identity())
                .isEqualTo(Server.of(database).identity());
    }

    private static Finding unreachable(Health health) {
        assertThat(health.reachable()).isFalse();
        return finding(health, FindingCode.DATABASE_UNREACHABLE);
    }

    private static Finding finding(Health health, FindingCode code) {
        return health.findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + code + ", found " + health.findings()));
    }
}
