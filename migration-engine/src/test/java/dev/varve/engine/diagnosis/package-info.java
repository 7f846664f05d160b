/** Databases broken in the ways of the catalogue, and what looking at them tells. Real Flyway, real SQLite. */
package dev.varve.engine.diagnosis;
