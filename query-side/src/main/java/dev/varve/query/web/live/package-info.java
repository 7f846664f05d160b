/**
 * What a browser or a program hears while it stays connected: server-sent events, each with its sequence as id, so that who comes back with
 * {@code Last-Event-ID} misses none.
 *
 * <p>Start at {@link dev.varve.query.web.live.ViewsTail}, which notices that the views have moved.
 */
package dev.varve.query.web.live;
