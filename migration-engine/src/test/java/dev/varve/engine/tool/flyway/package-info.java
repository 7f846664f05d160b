/** The real Flyway on real SQLite files and H2 databases, driven through {@code FlywayTool}. */
package dev.varve.engine.tool.flyway;
