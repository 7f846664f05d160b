/**
 * Who is at the door, and what each may: one table of rules, deny by default; tokens, passwords and one-time tokens; limits.
 *
 * <p>Start at {@link dev.varve.query.web.access.AccessRules}, then {@link dev.varve.query.web.access.Door}, which puts it before every request.
 * What was allowed and denied is told to the command side's recorder, where there is one.
 */
package dev.varve.query.web.access;
