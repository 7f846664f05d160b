/**
 * What happened to a database, and what may safely be done about it.
 *
 * <p>Start at {@link dev.varve.engine.recovery.Triage}: a pure decision from what looking found and what is known beside it, to a
 * situation and the ways back, safest first. {@link dev.varve.engine.recovery.Replay} is the proof that steps ran whole: the same steps
 * on a copy of the backup. Nothing here changes a watched database.
 */
package dev.varve.engine.recovery;
