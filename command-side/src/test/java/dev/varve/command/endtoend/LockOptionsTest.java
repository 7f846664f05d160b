package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of locks where it makes no sense is refused before anything is asked for. */
class LockOptionsTest {

    @TempDir
    Path folder;

    @Test
    void anotherDatabaseHasNoSuchLocks() {
        var terminal = PostgresTerminal.in(folder.resolve("operator"));
        var file = folder.resolve("app.db");
        var sqlite =
                AlembicProjects.in(folder.resolve("files")).revision("a1", null, "first", "op.execute('SELECT 1')");
        SqliteFile.empty(file).with("CREATE TABLE t (id INTEGER)");
        terminal.addAlembic("small", sqlite.ini(), "sqlite:///" + file, PostgresShop.python())
                .exits(0);

        var refused = terminal.type("upgrade", "small", "--lock-timeout", "5s").exits(2);

        assertThat(refused.err())
                .contains("expected a database on a PostgreSQL server for --lock-timeout")
                .contains("small is a database of another kind")
                .contains("do: leave --lock-timeout out");
        assertThat(terminal.type("history", "small", "--type", "RunRequested", "--json")
                        .json()
                        .size())
                .isZero();
    }

    @Test
    void aTimeWithoutItsUnitIsNotGuessedAt() {
        var shop = ServerShop.in(folder);
        shop.project().revision("a1", null, "first", "op.execute('SELECT 1')");
        shop.register();

        var refused =
                shop.terminal().type("upgrade", "shop", "--lock-timeout", "5").exits(2);

        assertThat(refused.err()).contains("such as 5s, 500ms or 2min");
    }
}
