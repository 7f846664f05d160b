package dev.varve.command.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Alembic or Flyway as they are used without the product.
 *
 * @param config {@code alembic.ini}, or a folder of SQL files
 * @param settings of Flyway
 */
record PlainTool(Tool tool, Path config, String python, Map<String, String> settings) {

    private static final String UPGRADE = """
            import sys
            from alembic import command
            from alembic.config import Config
            config = Config(sys.argv[1])
            config.set_main_option("sqlalchemy.url", sys.argv[2])
            command.upgrade(config, sys.argv[3])
            """;

    /** Upgrades a database, whose address is given in both tools' forms. */
    void migrate(String sqlAlchemyUrl, String jdbcUrl, String version) throws IOException, InterruptedException {
        if (tool == Tool.FLYWAY) {
            Flyway.configure()
                    .dataSource(jdbcUrl, null, null)
                    .configuration(settings)
                    .locations("filesystem:" + config)
                    .target(version)
                    .loggers("slf4j")
                    .load()
                    .migrate();
            return;
        }
        var process = new ProcessBuilder(python, "-c", UPGRADE, config.toString(), sqlAlchemyUrl, version)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("expected plain Alembic to upgrade to " + version + ", found: " + said);
        }
    }
}
