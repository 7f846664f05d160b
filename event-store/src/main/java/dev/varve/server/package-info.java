/**
 * What a server may ask of the command side, which it does not know: found by {@link java.util.ServiceLoader}. A server without one only shows.
 *
 * <p>Start at {@link dev.varve.server.CommandSide}. Holds the agreement alone: what is done and decided stands on the command side, what is
 * shown on the query side.
 */
package dev.varve.server;
