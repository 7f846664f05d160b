/**
 * What state a database is in, with evidence and remedy, decided by looking and never by a tool's exit code.
 *
 * <p>Start at {@link dev.varve.engine.diagnosis.Diagnostician}; {@link dev.varve.engine.diagnosis.Classification} is the pure decision, and
 * {@link dev.varve.engine.diagnosis.References} builds the schemas that the scripts really produce. Nothing here changes a watched
 * database.
 */
package dev.varve.engine.diagnosis;
