package dev.varve.command.crash;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A migration set written out for a tool, as its users have it. */
final class Scripts {

    private Scripts() {}

    /** What the tool is configured with: {@code alembic.ini}, or a folder of SQL files. */
    static Path write(Revisions revisions, Tool tool, Path folder) throws IOException {
        return tool == Tool.ALEMBIC ? alembic(revisions.all(), folder) : flyway(revisions.all(), folder);
    }

    /** The version of the nth script, from 1 on. */
    static String version(Tool tool, int nth) {
        return tool == Tool.ALEMBIC ? "r" + nth : Integer.toString(nth);
    }

    private static Path alembic(List<Script> scripts, Path folder) {
        var project = AlembicProjects.in(folder);
        for (int i = 0; i < scripts.size(); i++) {
            var script = scripts.get(i);
            project.revision(
                    version(Tool.ALEMBIC, i + 1),
                    i == 0 ? null : version(Tool.ALEMBIC, i),
                    script.message(),
                    script.alembic().toArray(String[]::new));
        }
        return project.ini();
    }

    private static Path flyway(List<Script> scripts, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < scripts.size(); i++) {
            var script = scripts.get(i);
            var name = "V" + (i + 1) + "__" + script.message().replaceAll("[^a-z]+", "_") + ".sql";
            Files.writeString(folder.resolve(name), String.join(";\n", script.sql()) + ";\n");
            if (!script.inTransaction()) {
                Files.writeString(folder.resolve(name + ".conf"), "executeInTransaction=false\n");
            }
        }
        return folder;
    }
}
