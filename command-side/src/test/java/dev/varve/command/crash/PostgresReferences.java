package dev.varve.command.crash;

import dev.varve.command.endtoend.PostgresShop;
import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What plain Alembic and plain Flyway make of a set on a server, revision by revision, on a database with rows.
 *
 * @param config what the tool is configured with
 * @param start the database as it stands before the pending revisions: a template
 * @param pictures after the first revision, and after each pending one
 */
record PostgresReferences(PostgresSet set, Path config, String start, List<Picture> pictures) {

    /** {@code CREATE INDEX CONCURRENTLY} would wait for the transaction in which Flyway holds its lock. */
    private static final String LOCK = "flyway.postgresql.transactional.lock";

    static PostgresReferences build(PostgresSet set, PostgresServer server, Path folder)
            throws IOException, InterruptedException {
        var scripts = Scripts.write(set, set.tool(), folder);
        var plain = new PlainTool(set.tool(), scripts, PostgresShop.python(), Map.of(LOCK, "false"));
        var database = server.database();
        var start = "start_of_" + database.name();
        var pictures = new ArrayList<Picture>();
        for (int nth = 1; nth <= set.all().size(); nth++) {
            plain.migrate(
                    database.sqlAlchemyUrl().replace("postgresql:", "postgresql+psycopg2:"),
                    database.jdbcUrl() + "?user=" + PostgresServer.ADMIN,
                    Scripts.version(set.tool(), nth));
            if (nth == 1) {
                database.execute(set.fill().toArray(String[]::new));
                server.execute("CREATE DATABASE " + start + " TEMPLATE " + database.name());
            }
            pictures.add(PostgresPicture.of(database));
        }
        return new PostgresReferences(set, configured(set, scripts, folder), start, List.copyOf(pictures));
    }

    private static Path configured(PostgresSet set, Path scripts, Path folder) throws IOException {
        if (set == PostgresSet.TRANSACTION_EACH) {
            AlembicProjects.madeIn(folder)
                    .env(AlembicProjects.PLAIN_ENV.replace("render_as_batch=True", "transaction_per_migration=True"));
        }
        return set.tool() == Tool.ALEMBIC
                ? scripts
                : Files.writeString(
                        folder.resolve("flyway.conf"), "flyway.locations=filesystem:.\n" + LOCK + "=false\n");
    }

    Truth judge(PostgresTestDatabase found) {
        return Truth.of(PostgresPicture.of(found), pictures, false);
    }
}
