/**
 * What is to be done, taken from a form or a program and handed to the command side, which decides.
 *
 * <p>Start at {@link dev.varve.query.web.orders.OrderDesk}. An order carries an id of its own, so that it is carried out once however often it is sent,
 * and the last event that its sender saw, so that an old page starts nothing.
 */
package dev.varve.query.web.orders;
