/**
 * Private Python environments with a wanted Alembic and SQLAlchemy, for the demo and for tests; never for a user's own project.
 *
 * <p>Start at {@link dev.varve.engine.tool.python.PythonEnvironments}. Nothing here changes the system: everything lies in one cache folder.
 */
package dev.varve.engine.tool.python;
