/**
 * What would run, and every reason not to: preflight collects all violations, then refuses once.
 *
 * <p>Start at {@link dev.varve.engine.plan.Preflight}. Nothing here changes anything.
 */
package dev.varve.engine.plan;
