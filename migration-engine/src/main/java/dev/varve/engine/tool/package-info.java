/**
 * The migration tools that people already use, driven through their own interfaces: revisions, plan, run, stamp.
 *
 * <p>Start at {@link dev.varve.engine.tool.MigrationTool}. {@code alembic} and {@code flyway} below hold the two tools; nothing here
 * decides whether a migration may run, and nothing here takes backups.
 */
package dev.varve.engine.tool;
