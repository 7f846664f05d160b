/**
 * The query side as a server: Axon's pooled streaming processor over the same projections, wired in code, on Spring Boot. The one place of
 * this module that knows Spring.
 *
 * <p>Start at {@link dev.varve.query.app.QueryApplication}; beans are declared in {@link dev.varve.query.app.ProjectionConfiguration}, none is left to
 * Axon's auto-configuration, which falls back to memory without a word. No settings file: what can be set is set in code.
 */
package dev.varve.query.app;
