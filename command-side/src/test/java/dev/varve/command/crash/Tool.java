package dev.varve.command.crash;

/** The migration tool that runs the scripts. */
enum Tool {
    ALEMBIC,
    FLYWAY;

    String word() {
        return this == ALEMBIC ? "alembic" : "flyway";
    }
}
