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
import java.util.Map;

/**
 * What plain Alembic and plain Flyway make of a set, revision by revision, on a database with rows.
 *
 * @param config what the tool is configured with
 * @param start the database as it stands before the pending revisions
 * @param pictures after the first revision, and after each pending one
 */
record References(Tool tool, MigrationSet set, Path config, Path start, List<Picture> pictures) {

    static References build(Tool tool, MigrationSet set, Path folder) throws IOException, InterruptedException {
        var config = Scripts.write(set, tool, folder.resolve("scripts"));
        var plain = new PlainTool(tool, config, Watched.python(), Map.of());
        var database = folder.resolve("reference.db");
        var start = folder.resolve("start.db");
        var pictures = new ArrayList<Picture>();
        for (int nth = 1; nth <= set.pending().size() + 1; nth++) {
            plain.migrate("sqlite:///" + database, "jdbc:sqlite:" + database, Scripts.version(tool, nth));
            if (nth == 1) {
                fill(database, set);
                Files.copy(database, start, StandardCopyOption.REPLACE_EXISTING);
            }
            pictures.add(SqlitePicture.of(database, folder.resolve("looks")));
        }
        return new References(tool, set, config, start, List.copyOf(pictures));
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
        return Truth.of(found, pictures, set.isByChance());
    }
}
