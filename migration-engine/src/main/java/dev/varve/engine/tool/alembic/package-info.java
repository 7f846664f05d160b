/**
 * The real Alembic, in the user's own Python, driven through a runner script of ours that leaves {@code env.py} untouched.
 *
 * <p>Start at {@link dev.varve.engine.tool.alembic.AlembicTool}. The script and its protocol lie beside these classes as
 * resources; what the revision files say is also read here without Python. Nothing here decides whether a run is safe.
 */
package dev.varve.engine.tool.alembic;
