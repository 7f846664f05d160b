package dev.varve.engine.tool.python;

import java.nio.file.Path;

/**
 * A private Python that holds Alembic and SQLAlchemy.
 *
 * @param python its interpreter, absolute
 * @param alembic the version that it really imports
 * @param sqlAlchemy likewise
 */
public record PythonEnvironment(Path python, String alembic, String sqlAlchemy) {

    @Override
    public String toString() {
        return "Alembic " + alembic + " with SQLAlchemy " + sqlAlchemy;
    }
}
