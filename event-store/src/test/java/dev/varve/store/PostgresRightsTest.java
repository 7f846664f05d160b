package dev.varve.store;

import static dev.varve.store.Recording.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each role may and may not do, asked of the server as that role. */
class PostgresRightsTest {

    private static final List<String> TABLES =
            List.of("domain_event", "merkle_leaf", "log_head", "blob", "snapshot_event", "event_store");

    private final PostgresTestDatabase database = PostgresServer.shared().database();
    private final String owner = database.name() + "_owner";
    private final String recorder = database.name() + "_the \"recorder\"";
    private final String dashboard = database.name() + "_dashboard";

    @BeforeEach
    void prepareAsARoleThatIsNoSuperuser() {
        for (var role : List.of(owner, recorder, dashboard)) {
            database.execute("CREATE ROLE \"" + role.replace("\"", "\"\"") + "\" LOGIN");
        }
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + owner);
        PostgresEventStore.prepare(as(owner), new PostgresRights(List.of(recorder), List.of(dashboard)));
    }

    @Test
    void aRecorderAppendsReadsAndProvesAndMayNotAlterAnything() throws SQLException {
        try (var store = as(recorder).open(CLOCK)) {
            Recording.inUnitOfWork(store, () -> {
                PendingBlobs.keep(new byte[] {1, 2});
                Recording.publish(store, "1", 0, new TargetRetired("orders"));
            });
            Recording.append(store, "1", new TargetRetired("orders"));

            assertThat(store.log().head().size()).isEqualTo(2);
            assertThat(store.proof().verify().ok()).isTrue();
        }
        refusesToAlterAs(recorder, "permission denied");
        refuses(recorder, "INSERT INTO varve.event_store VALUES (2, gen_random_uuid(), 1)", "permission denied");
        refuses(recorder, "UPDATE varve.log_head SET id = 1", "permission denied");
        refuses(recorder, "UPDATE varve.log_head SET size = 0", "the log is append-only: its head never shrinks");
    }

    @Test
    void aDashboardReadsAndProvesAndMayNotAppend() throws SQLException {
        try (var store = as(owner).open(CLOCK)) {
            Recording.append(store, "1", new TargetRetired("orders"));
        }
        try (var store = as(dashboard).openReadOnly()) {
            assertThat(store.log().read(0, 10)).hasSize(1);
            assertThat(store.proof().verify().ok()).isTrue();
        }
        refusesToAlterAs(dashboard, "permission denied");
        refuses(dashboard, "UPDATE varve.log_head SET size = 7", "permission denied");
        refuses(dashboard, "INSERT INTO varve.blob VALUES ('a', 1, '\\x00')", "permission denied");
        try (var store = as(dashboard).open(CLOCK)) {
            assertThatThrownBy(() -> Recording.append(store, "1", new TargetRetired("orders")))
                    .isInstanceOf(EventStoreUnavailable.class)
                    .hasMessageContaining(
                            "expected the right to use " + as(dashboard).inWords())
                    .hasMessageContaining("permission denied for table log_head")
                    .hasMessageContaining("ask the owner of the schema: varve store prepare");
        }
    }

    @Test
    void theOwnerMeetsTheTriggers() throws SQLException {
        try (var store = as(owner).open(CLOCK)) {
            Recording.append(store, "1", new TargetRetired("orders"));
        }
        refuses(owner, "UPDATE varve.domain_event SET payload_type = 'x'", "the log is append-only");
        refuses(owner, "DELETE FROM varve.domain_event", "the log is append-only");
    }

    @Test
    void aRecorderMayNotBringAnOldSchemaUpToDateAndIsToldWhoMay() {
        database.execute("UPDATE varve.event_store SET schema_version = 0", "DELETE FROM varve.flyway_schema_history");

        assertThatThrownBy(() -> as(recorder).open(CLOCK))
                .isInstanceOf(StoreNotPrepared.class)
                .hasMessageContaining("and that the role " + recorder + " may not ")
                .hasMessageContaining("varve store prepare --store URL");
    }

    @Test
    void anybodyElseSeesNothing() {
        var stranger = database.name() + "_stranger";
        database.execute("CREATE ROLE " + stranger + " LOGIN");

        assertThatThrownBy(() -> as(stranger).openReadOnly())
                .hasMessageContaining("permission denied for schema varve");
    }

    @Test
    void grantsNothingToARoleThatIsNotThereAndSaysSo() {
        assertThatThrownBy(() -> PostgresEventStore.prepare(
                        as(owner), new PostgresRights(List.of(dashboard, "nobody; DROP TABLE blob"), List.of())))
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("role \"nobody; DROP TABLE blob\" does not exist");
        assertThat(database.texts("SELECT has_table_privilege('" + dashboard + "', 'varve.blob', 'INSERT')"))
                .containsExactly("f");
    }

    private void refusesToAlterAs(String role, String why) throws SQLException {
        for (var table : TABLES) {
            refuses(role, "DELETE FROM varve." + table, why);
            refuses(role, "TRUNCATE varve." + table, why);
            refuses(role, "DROP TABLE varve." + table, "must be owner");
        }
        refuses(role, "UPDATE varve.domain_event SET payload_type = 'x'", why);
        refuses(role, "UPDATE varve.merkle_leaf SET leaf_hash = '\\x00'", why);
        refuses(role, "UPDATE varve.blob SET content = '\\x00'", why);
        refuses(role, "ALTER TABLE varve.domain_event DISABLE TRIGGER USER", "must be owner");
        refuses(role, "CREATE TABLE varve.theirs (id integer)", why);
    }

    private void refuses(String role, String sql, String why) throws SQLException {
        try (var connection = database.open(role);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .as("%s: %s", role, sql)
                    .hasMessageContaining(why);
        }
    }

    private PostgresAddress as(String role) {
        return PostgresAddress.of(database.jdbcUrl(), Map.of("PGUSER", role));
    }
}
