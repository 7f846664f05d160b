package dev.varve.command.simulate;

import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetSettings;
import java.util.List;

/** Where a watched database is, and how its tool is run. */
record Site(String target, SimulatedDatabase database) {

    String folder() {
        return "/srv/" + target;
    }

    /** As a person reads it. */
    String location() {
        return switch (database.kind()) {
            case "postgresql" -> "postgresql://db.internal:5432/" + target;
            case "h2" -> folder() + "/" + target + ".mv.db";
            default -> folder() + "/" + target + ".db";
        };
    }

    String url() {
        return switch (database.kind()) {
            case "postgresql" -> "postgresql://varve@db.internal:5432/" + target;
            case "h2" -> "jdbc:h2:file:" + folder() + "/" + target;
            default -> "sqlite:///" + folder() + "/" + target + ".db";
        };
    }

    String scripts() {
        return folder() + (database.application().isFlyway() ? "/sql" : "/migrations/versions");
    }

    String backups() {
        return "/var/lib/varve/backups/" + target;
    }

    /** On which a run rehearses, or mends. */
    String copy(String runId) {
        return database.isFile() ? folder() + "/." + target + ".varve-copy-" + runId : "varve_copy_" + inAName(runId);
    }

    /** Where what was in the database's place before is kept. */
    String aside(String runId) {
        return database.isFile() ? location() + ".varve-aside-" + runId : "varve_aside_" + inAName(runId);
    }

    private static String inAName(String runId) {
        return runId.replace('-', '_');
    }

    TargetCommand registration(String workdir) {
        var flyway = database.application().isFlyway();
        var settings = new TargetSettings(
                database.application().tool(),
                flyway ? scripts() : folder() + "/alembic.ini",
                url(),
                database.kind(),
                workdir,
                flyway ? List.of() : List.of("DATABASE_URL"),
                null,
                flyway ? null : folder() + "/.venv/bin/python",
                null,
                List.of());
        return new TargetCommand.Register(TargetCommand.aggregateId(target), target, settings);
    }
}
