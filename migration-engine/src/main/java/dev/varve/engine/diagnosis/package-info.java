/**
 * What state a database is in, with evidence and remedy, decided by looking and never by a tool's exit code.
 *
 * <p>Start at {@link dev.varve.engine.diagnosis.Diagnosis}; {@link dev.varve.engine.diagnosis.References} builds the schemas that the scripts
 * really produce.
 */
package dev.varve.engine.diagnosis;
