package dev.varve.command.crash;

import dev.varve.command.endtoend.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * What plain Alembic and plain Flyway make of a set, revision by revision, on a database with rows.
 *
 * @param config what the tool is configured with
 * @param start the database as it stands before the pending revisions
 * @param pictures after the first revision, and after each pending one
 */
record References(Tool tool, MigrationSet set, Path config, Path start, List<Picture> pictures) {

    private static final String UPGRADE = """
            import sys
            from alembic import command
            from alembic.config import Config
            config = Config(sys.argv[1])
            config.set_main_option("sqlalchemy.url", "sqlite:///" + sys.argv[2])
            command.upgrade(config, sys.argv[3])
            """;

    static References build(Tool tool, MigrationSet set, Path folder) throws IOException, InterruptedException {
        var config = Scripts.write(set, tool, folder.resolve("scripts"));
        var database = folder.resolve("reference.db");
        var start = folder.resolve("start.db");
        var pictures = new ArrayList<Picture>();
        for (int nth = 1; nth <= set.pending().size() + 1; nth++) {
            migrate(tool, config, database, Scripts.version(tool, nth));
            if (nth == 1) {
                fill(database, set);
                Files.copy(database, start, StandardCopyOption.REPLACE_EXISTING);
            }
            pictures.add(Picture.of(database, folder.resolve("looks")));
        }
        return new References(tool, set, config, start, List.copyOf(pictures));
    }

    private static void migrate(Tool tool, Path config, Path database, String version)
            throws IOException, InterruptedException {
        if (tool == Tool.FLYWAY) {
            Flyway.configure()
                    .dataSource("jdbc:sqlite:" + database, "", "")
                    .locations("filesystem:" + config)
                    .target(version)
                    .loggers("slf4j")
                    .load()
                    .migrate();
            return;
        }
        var process = new ProcessBuilder(
                        Watched.python(), "-c", UPGRADE, config.toString(), database.toString(), version)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("expected plain Alembic to upgrade to " + version + ", found: " + said);
        }
    }

    private static void fill(Path database, MigrationSet set) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            for (var sql : set.fill()) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Truth judge(Picture found) {
        return Truth.of(found, this);
    }

    int last() {
        return pictures.size() - 1;
    }
}
