package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarded migrations of a database on a PostgreSQL server, by Alembic, from the command line. */
class PostgresUpgradeTest {

    private static final List<String> PEOPLE = List.of(
            "op.create_table('people', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.Text))",
            "op.execute(\"INSERT INTO people SELECT i, 'person ' || i FROM generate_series(1, 500) i\")");
    private static final List<String> MAIL = List.of(
            "op.add_column('people', sa.Column('mail', sa.Text))",
            "op.execute(\"UPDATE people SET mail = name || '@example.org'\")");

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
                .script("a1", "None", "people", PEOPLE, List.of("op.drop_table('people')"))
                .script("b2", "'a1'", "mail", MAIL, List.of("op.drop_column('people', 'mail')"));
        shop.register();
    }

    private List<String> beside() {
        return new PostgresTestDatabase(database.server(), "postgres")
                .texts("SELECT datname FROM pg_database WHERE datname LIKE '" + database.name() + "\\_\\_varve%'");
    }

    private List<String> revisions() {
        return database.texts("SELECT version_num FROM alembic_version");
    }

    @Test
    void rehearsesOnTheProofOfTheBackupAndThenMigratesInPlace() {
        var upgraded = terminal.type("upgrade", "shop", "--json").exits(0).json();

        assertThat(upgraded.path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(upgraded.path("strategy").asString()).isEqualTo("in-place");
        assertThat(upgraded.path("rehearsal").path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(upgraded.path("steps").path(1).path("revision").asString()).isEqualTo("b2");
        assertThat(revisions()).containsExactly("b2");
        assertThat(database.texts("SELECT count(mail) FROM people")).containsExactly("500");
        assertThat(beside()).isEmpty();
        assertThat(terminal.type("diagnose", "shop", "--deep", "--json")
                        .exits(0)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("UP_TO_DATE");
        terminal.type("verify").exits(0);
        assertThat(terminal.type("history", "--all", "--json").out()).doesNotContain(PostgresShop.PASSWORD);
    }

    @Test
    void aStepThatFailsInTheRehearsalLeavesTheDatabaseUnopened() {
        terminal.type("upgrade", "shop", "--to", "a1").exits(0);
        project.revision("c3", "b2", "unique", "op.execute('INSERT INTO people SELECT * FROM people')");

        var failed = terminal.type("upgrade", "shop", "--json").exits(5).json();

        assertThat(failed.path("outcome").asString()).isEqualTo("FAILED_UNCHANGED");
        assertThat(failed.path("rehearsal").path("outcome").asString()).isEqualTo("FAILED");
        assertThat(revisions()).containsExactly("a1");
        assertThat(beside()).isEmpty();
    }

    @Test
    void aStepThatFailsInPlaceIsTakenBackWithThoseBeforeIt() {
        project.revision("c3", "b2", "broken", "op.execute('SELECT no_such_thing')");

        var failed = terminal.type("upgrade", "shop", "--no-rehearsal", "--json")
                .exits(5)
                .json();

        assertThat(failed.path("outcome").asString()).isEqualTo("FAILED_UNCHANGED");
        assertThat(database.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
        var ended = terminal.type("history", "shop", "--type", "StepFailed", "--json")
                .json();
        assertThat(ended.size()).isEqualTo(3);
        assertThat(ended.path(0).path("data").path("failure").path("type").asString())
                .isEqualTo("NotCommitted");
        terminal.type("diagnose", "shop").exits(3);
    }

    @Test
    void putsTheMigratedCopyInTheDatabasesPlaceWhenAskedTo() {
        terminal.type("upgrade", "shop", "--to", "a1").exits(0);
        var number = number(database.name());

        var swapped = terminal.type("upgrade", "shop", "--strategy", "swap", "--json")
                .exits(0)
                .json();

        assertThat(swapped.path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(swapped.path("strategy").asString()).isEqualTo("swap");
        assertThat(revisions()).containsExactly("b2");
        assertThat(beside()).singleElement().satisfies(former -> {
            assertThat(former).contains("__varve_old_");
            assertThat(number(former)).isEqualTo(number);
        });
        terminal.type("diagnose", "shop").exits(0);
        assertThat(terminal.type("history", "shop", "--type", "CopySwappedIn", "--json")
                        .json()
                        .size())
                .isEqualTo(1);
    }

    private String number(String name) {
        return new PostgresTestDatabase(database.server(), "postgres")
                .texts("SELECT oid FROM pg_database WHERE datname = '" + name + "'")
                .getFirst();
    }

    @Test
    void aRehearsalAloneLeavesNothing() {
        var rehearsed = terminal.type("rehearse", "shop", "--json").exits(0).json();

        assertThat(rehearsed.path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(database.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
        assertThat(beside()).isEmpty();
    }

    @Test
    void lossOfRowsIsRefusedUnlessAcceptedByName() {
        terminal.type("upgrade", "shop").exits(0);
        project.revision("c3", "b2", "less", "op.execute('DELETE FROM people WHERE id > 100')");

        var refused = terminal.type("upgrade", "shop").exits(4);
        assertThat(refused.out()).contains("people held 500 rows, found 100 rows");
        assertThat(database.texts("SELECT count(*) FROM people")).containsExactly("500");

        terminal.type("upgrade", "shop", "--accept-data-loss", "people").exits(0);
        assertThat(database.texts("SELECT count(*) FROM people")).containsExactly("100");
    }

    @Test
    void downgradesAndStampsByProof() {
        terminal.type("upgrade", "shop").exits(0);
        terminal.type("downgrade", "shop", "--to", "a1", "--accept-data-loss", "people.mail")
                .exits(0);
        assertThat(revisions()).containsExactly("a1");

        terminal.type("stamp", "shop", "b2", "--because", "applied-by-hand").exits(4);
        assertThat(revisions()).containsExactly("a1");
        database.execute("ALTER TABLE people ADD COLUMN mail text");
        terminal.type("stamp", "shop", "b2", "--because", "applied-by-hand").exits(0);
        assertThat(revisions()).containsExactly("b2");
    }
}
