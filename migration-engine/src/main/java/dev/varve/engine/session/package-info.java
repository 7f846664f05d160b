/**
 * Who is on a PostgreSQL server beside us, and what keeps runs of Varve apart there whatever host and whatever store they come from.
 * Only Varve's own lock and the sessions of a tool that it starts are ever touched: nobody is asked to stop here. Start with
 * {@link dev.varve.engine.session.ServerLock}; {@link dev.varve.engine.session.ToolSession} is what a tool's connection begins with.
 */
package dev.varve.engine.session;
