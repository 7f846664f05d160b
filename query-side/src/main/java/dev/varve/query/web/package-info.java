/**
 * The edge for browsers and programs: pages, REST, the live stream, metrics. Shows what the views say and does nothing itself; what is to be
 * done goes to the {@link dev.varve.server.Operations} of the command side, if there is one.
 *
 * <p>Start at {@link dev.varve.query.web.WebConfiguration}; who may ask for what stands in one table, {@code access.AccessRules}.
 */
package dev.varve.query.web;
