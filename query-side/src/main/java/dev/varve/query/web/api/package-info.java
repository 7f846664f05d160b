/**
 * The REST API: what the command line prints with {@code --json}, under {@code /api/v1}. Errors are problem details; lists go by sequence; what comes
 * from the views carries their position as its ETag.
 *
 * <p>Start at {@link dev.varve.query.web.api.TargetsApi}. An endpoint answers one question and has a rule in {@code access.AccessRules}.
 */
package dev.varve.query.web.api;
