/**
 * Events sent to addresses that the operator configured: signed, each with its event's id, in the order of the log, and again until it was
 * taken.
 *
 * <p>Start at {@link dev.varve.query.web.hooks.Courier}. How far each address has been served stands in a file of the home: an event is
 * delivered at least once, and who receives one twice knows it by its id.
 */
package dev.varve.query.web.hooks;
