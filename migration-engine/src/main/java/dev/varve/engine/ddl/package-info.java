/**
 * What a statement does to those who use the database while it runs: whom it locks out, what it rewrites, what it loses. Reads
 * statements, never runs one. Start with {@link dev.varve.engine.ddl.PostgresHazards}.
 */
package dev.varve.engine.ddl;
