package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of a PostgreSQL database beside an application that stays connected and writes all along. */
class PostgresOnlineTest {

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal terminal;
    private AlembicProjects project;

    @BeforeEach
    void watch() {
        var shop = ServerShop.in(folder);
        database = shop.database();
        terminal = shop.terminal();
        project = shop.project()
                .revision(
                        "a1",
                        null,
                        "people",
                        "op.execute('CREATE TABLE people (id serial PRIMARY KEY, name text)')",
                        "op.execute(\"INSERT INTO people (name) SELECT 'person ' || i FROM generate_series(1, 50) i\")");
        shop.register();
        terminal.type("upgrade", "shop").exits(0);
    }

    /** What runs on the database itself and not on the copy. */
    private String inPlaceOnly(String statement) {
        return "op.execute(\"DO $$ BEGIN IF current_database() = '" + database.name() + "' THEN " + statement
                + "; END IF; END $$\")";
    }

    private long rows() {
        return Long.parseLong(database.texts("SELECT count(*) FROM people").getFirst());
    }

    private static void awaitTold(Session running, String line) throws IOException {
        await().atMost(Duration.ofMinutes(3))
                .until(() -> Files.readString(running.err()).contains(line));
    }

    @Test
    void migratesWhileTheApplicationWrites() throws Exception {
        project.revision("b2", "a1", "mail", "op.execute('ALTER TABLE people ADD COLUMN mail text')");
        try (var application = WritingApplication.on(database)) {
            assertThat(terminal.type("upgrade", "shop").exits(4).out()).contains("shop-web");
            assertThat(database.texts("SELECT version_num FROM alembic_version"))
                    .containsExactly("a1");

            var upgraded =
                    terminal.type("upgrade", "shop", "--online", "--json").exits(0);

            assertThat(upgraded.json().path("outcome").asString()).isEqualTo("SUCCEEDED");
            assertThat(upgraded.json().path("online").asBoolean()).isTrue();
            assertThat(upgraded.json().path("rehearsal").path("outcome").asString())
                    .isEqualTo("SUCCEEDED");
            assertThat(upgraded.err())
                    .contains("online: the steps run beside the application; shop-web (")
                    .contains(
                            "a lock is waited for at most 5.0 s, then the step fails and is tried again up to 3 times")
                    .contains("written to since backup ");
            application.writesOn();
        }
        var left = terminal.type("history", "shop", "--type", "ApplicationLeftRunning", "--json")
                .json();
        assertThat(left.size()).isEqualTo(1);
        assertThat(left.path(0).path("data").path("wroteSince").asBoolean()).isTrue();
        assertThat(terminal.type("history", "shop").out()).contains("the steps run beside the application: shop-web");
        terminal.type("diagnose", "shop").exits(0);
        terminal.type("verify").exits(0);
    }

    @Test
    void aFailureThatLeftNothingSaysThatTheApplicationWentOn() throws Exception {
        project.revision(
                "b2",
                "a1",
                "broken",
                "op.execute('ALTER TABLE people ADD COLUMN mail text')",
                inPlaceOnly("PERFORM no_such_thing()"));
        try (var application = WritingApplication.on(database)) {
            var failed = terminal.type("upgrade", "shop", "--online").exits(5);

            assertThat(failed.out())
                    .contains("FAILED_UNCHANGED")
                    .contains(
                            "schema and recorded revision are as before, and of the run's statements none was kept; the"
                                    + " application went on writing, so its rows are not compared with the backup's")
                    .contains("next: mend the cause named above, then run it again: varve upgrade shop --online")
                    .doesNotContain("every row equal");
            application.writesOn();
        }
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("a1");
        assertThat(rows()).isGreaterThan(50);
        terminal.type("diagnose", "shop").exits(3);
    }

    @Test
    void aFailureThatLeftAPartNeedsRecoveryAndGoingBackHasToBeAskedForByName() throws Exception {
        project.revision(
                "b2",
                "a1",
                "in parts",
                "with op.get_context().autocommit_block(): op.execute('CREATE TABLE half (id int)')",
                inPlaceOnly("PERFORM no_such_thing()"));
        try (var application = WritingApplication.on(database)) {
            terminal.type("upgrade", "shop", "--online").exits(6);
            application.writesOn();
        }
        var after = rows();

        var refused = terminal.type("recover", "shop", "--yes", "--json");

        assertThat(refused.json().path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(rows()).isEqualTo(after);
        var shown = terminal.type("recover", "shop");
        assertThat(shown.out()).contains(" of table people written since");
    }

    @Test
    void rowsThatTheApplicationDeletesAreToldAndAreNoLoss() throws Exception {
        project.revision("b2", "a1", "slow", "op.execute('SELECT 1')", inPlaceOnly("PERFORM pg_sleep(3)"));
        var running = terminal.start("upgrade", "shop", "--online");
        awaitTold(running, "online: the steps run beside the application");
        database.execute("DELETE FROM people WHERE id <= 10");

        var ended = running.end().exits(0);

        assertThat(ended.out()).contains("table people: 50 rows before, 40 after");
        assertThat(ended.out() + ended.err()).contains("the application went on meanwhile");
        terminal.type("diagnose", "shop").exits(0);
        terminal.type("status", "shop").exits(0);
    }

    @Test
    void aTableThatIsEmptyAfterwardsIsALoss() throws Exception {
        project.revision("b2", "a1", "slow", inPlaceOnly("PERFORM pg_sleep(3)"));
        var running = terminal.start("upgrade", "shop", "--online");
        awaitTold(running, "online: the steps run beside the application");
        database.execute("DELETE FROM people");

        assertThat(running.end().exits(6).out()).contains("table people held 50 rows, found 0 rows");
    }

    @Test
    void aLossInTheRehearsalIsRefusedAsEver() {
        project.revision("b2", "a1", "less", "op.execute('DELETE FROM people WHERE id > 10')");

        assertThat(terminal.type("upgrade", "shop", "--online").exits(4).out())
                .contains("people held 50 rows, found 10 rows");
        assertThat(rows()).isEqualTo(50);
    }

    @Test
    void anotherMigrationRefusesItAsEver() throws Exception {
        project.revision("b2", "a1", "mail", "op.execute('ALTER TABLE people ADD COLUMN mail text')");
        try (var other = database.open();
                var statement = other.createStatement()) {
            other.setClientInfo("ApplicationName", "alembic");
            other.setAutoCommit(false);
            statement.execute("UPDATE alembic_version SET version_num = version_num");

            assertThat(terminal.type("upgrade", "shop", "--online").exits(4).out())
                    .contains("alembic_version");
            other.rollback();
        }
        database.execute("SELECT 1");
        try (var other = database.open();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO people (name) VALUES ('prepared')");
            statement.execute("PREPARE TRANSACTION '" + database.name() + "'");
        }
        assertThat(terminal.type("upgrade", "shop", "--online").exits(4).out())
                .contains("the prepared transaction " + database.name());
        database.execute("ROLLBACK PREPARED '" + database.name() + "'");
    }

    @Test
    void aRunThatWasKilledIsSettledAndTheNextGoesOnBesideTheApplication() throws Exception {
        project.revision(
                "b2",
                "a1",
                "slow",
                "op.execute(\"UPDATE people SET name = upper(name) WHERE id <= 5\")",
                inPlaceOnly("PERFORM pg_sleep(60)"));
        try (var application = WritingApplication.on(database)) {
            var running = terminal.start("upgrade", "shop", "--online");
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> database.texts(
                                    "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND state = 'active'"
                                            + " AND datname = current_database() AND pid <> pg_backend_pid()")
                            .contains("1"));
            running.signal("KILL");
            running.end();
            project.revision("b2", "a1", "slow", "op.execute(\"UPDATE people SET name = upper(name) WHERE id <= 5\")");

            var next = terminal.type("upgrade", "shop", "--online", "--wait", "60");

            assertThat(next.exits(0).out()).contains("SUCCEEDED");
            application.writesOn();
        }
        assertThat(database.texts("SELECT name FROM people WHERE id = 5")).containsExactly("PERSON 5");
        terminal.type("diagnose", "shop").exits(0);
    }

    @Test
    void contradictingOptionsTouchNothing() {
        for (var more : List.of(List.of("--no-rehearsal"), List.of("--strategy", "swap"))) {
            var words = new ArrayList<>(List.of("upgrade", "shop", "--online"));
            words.addAll(more);
            assertThat(terminal.type(words.toArray(String[]::new)).exits(2).err())
                    .contains("expected --online to migrate in place, rehearsed on a copy first, found "
                            + String.join(" ", more) + " with it")
                    .contains("do: leave " + more.getFirst() + " out");
        }
        assertThat(terminal.type("history", "shop", "--type", "RunRequested", "--json")
                        .json()
                        .size())
                .isEqualTo(1);
    }
}
