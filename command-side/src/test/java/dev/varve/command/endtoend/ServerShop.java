package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;

/** An empty database of its own on the shared PostgreSQL server, an Alembic project without revisions, and who runs it. */
record ServerShop(PostgresTestDatabase database, Terminal terminal, AlembicProjects project) {

    static ServerShop in(Path folder) {
        return new ServerShop(
                PostgresServer.shared().database(),
                PostgresTerminal.in(folder.resolve("operator")),
                AlembicProjects.in(folder.resolve("project")));
    }

    /** Puts it under watch as {@code shop}. */
    void register() {
        terminal.addAlembic("shop", project.ini(), PostgresShop.url(database), PostgresShop.python())
                .exits(0);
    }
}
