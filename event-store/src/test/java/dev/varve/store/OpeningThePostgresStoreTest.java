package dev.varve.store;

import static dev.varve.store.Recording.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpeningThePostgresStoreTest {

    private final PostgresTestDatabase database = PostgresServer.shared().database();

    @Test
    void createsNothingToRead() {
        assertThatThrownBy(() -> address().openReadOnly())
                .isInstanceOf(StoreMissing.class)
                .hasMessage("expected an event store at " + address().inWords()
                        + ", found no such schema, or nothing in it; name another home, or record something first");
        assertThat(address().openIfThere()).isEmpty();
        assertThat(database.texts("SELECT nspname FROM pg_namespace WHERE nspname = 'varve'"))
                .isEmpty();
    }

    @Test
    void leavesSomebodyElsesSchemaAlone() {
        database.execute("CREATE SCHEMA varve", "CREATE TABLE varve.theirs (id integer)");

        assertThatThrownBy(() -> address().open(CLOCK))
                .isInstanceOf(NotAnEventStore.class)
                .hasMessageContaining("found 1 tables of somebody else");
        assertThatThrownBy(() -> address().openReadOnly()).isInstanceOf(NotAnEventStore.class);
        assertThat(database.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'varve'"))
                .containsExactly("theirs");
    }

    @Test
    void refusesAStoreOfALaterRelease() {
        address().open(CLOCK).close();
        database.execute("UPDATE varve.event_store SET schema_version = 99");

        assertThatThrownBy(() -> address().open(CLOCK))
                .isInstanceOf(StoreIsNewer.class)
                .hasMessageContaining("found schema 99");
    }

    @Test
    void tellsARoleThatMayNotCreateTheSchemaWhatToDo() {
        var role = role();

        assertThatThrownBy(() -> address(role).open(CLOCK))
                .isInstanceOf(StoreNotPrepared.class)
                .hasMessage(
                        "expected an event store of schema 1 in " + address().inWords()
                                + ", found none, and that the role " + role
                                + " may not create it; have it prepared once by a role"
                                + " that owns the schema, or may create it: varve store prepare --store URL");
    }

    @Test
    void tellsARoleWithoutRightsThatItHasNone() {
        address().open(CLOCK).close();

        assertThatThrownBy(() -> address(role()).openReadOnly())
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("expected the right to use " + address().inWords())
                .hasMessageContaining("permission denied for schema varve")
                .hasMessageContaining("varve store prepare grants rights");
    }

    @Test
    void noticesThatAnotherStoreWasBegunInItsPlace() {
        try (var store = address().open(CLOCK)) {
            Recording.append(store, "1", new TargetRetired("orders"));
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            database.execute("DROP SCHEMA varve CASCADE");
            address().open(CLOCK).close();

            assertThatThrownBy(() -> Recording.append(store, "1", new TargetRetired("orders")))
                    .isInstanceOf(EventStoreUnavailable.class)
                    .hasMessageContaining("to be the one that was opened")
                    .hasMessageContaining("found another one in its place");
        }
        assertThat(database.texts("SELECT size FROM varve.log_head")).containsExactly("0");
    }

    @Test
    void goesOnWhenTheServerEndedAnIdleConnection() {
        try (var store = address().open(CLOCK)) {
            Recording.append(store, "1", new TargetRetired("orders"));
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

            Recording.append(store, "1", new TargetRetired("orders"));

            assertThat(store.log().head().size()).isEqualTo(2);
        }
    }

    @Test
    void repeatsNoPasswordWhateverIsWrong() {
        var wrong = PostgresAddress.of(
                "postgresql://nobody:s3cr3t@localhost:1/db?password=s3cr3t", Map.of("PGPASSWORD", "s3cr3t"));

        var thrown = catchThrowable(() -> wrong.open(CLOCK));

        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(thrown)
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("expected to reach schema varve of postgresql://localhost:1/db")
                .hasMessageContaining("check that the server runs and can be reached");
        assertThat(trace + wrong.toString() + wrong.inWords()).doesNotContain("s3cr3t");
    }

    private PostgresAddress address() {
        return PostgresAddress.of(database.sqlAlchemyUrl(), Map.of());
    }

    private PostgresAddress address(String role) {
        return PostgresAddress.of(database.jdbcUrl(), Map.of("PGUSER", role));
    }

    private String role() {
        var role = database.name() + "_role";
        database.execute("CREATE ROLE " + role + " LOGIN");
        return role;
    }
}
